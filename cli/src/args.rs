//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use defray::Head;
use defray::core::id::{AccountId, BillId, CloudAccountId, ExportId, Note, SubscriptionIdentity, WorkspaceId};
use defray::core::metering::MeteringOutcome;
use defray::core::method::Payer;
use defray::core::position::EntryPosition;
use defray::core::provider::Provider;
use defray::core::time::Instant;
use defray_mail::Language;

/// Decides who pays for the usage of workspaces, out of which funds, and why.
#[derive(Debug, Parser)]
#[command(name = "defray", version, max_term_width = 110)]
pub(crate) struct Arguments {
    /// The ledger file
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) db: Option<PathBuf>,
    /// Print JSON instead of text: one value per line, and no line for an empty list
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Open the ledger for simulation: commands may have instants in the future (T1). Use a copy of the ledger, because
    /// such an instant expires vouchers and locks accounts
    #[arg(long, global = true)]
    pub(crate) simulate: bool,
    /// The head that the journal must have at `--at-position`, or without it at its end. In another file the command
    /// answers nothing and changes nothing (`head_mismatch`)
    #[arg(long, global = true, value_name = "HASH")]
    pub(crate) expect_head: Option<Head>,
    /// The position of the expected head
    // clap checks `requires` per subcommand, although both options may stand before or after it.
    #[arg(long, global = true, value_name = "POSITION")]
    pub(crate) at_position: Option<u64>,
    /// The command.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show an example on a temporary ledger: vouchers, cards, marketplaces, arrears, verification
    Demo,
    /// Apply commands from a JSON Lines file (`-`: standard input). Creates the ledger if it does not exist
    Apply(Apply),
    /// Settle the bills of a CSV file
    Bills(Bills),
    /// Ingest messages of a marketplace: verify and record them, print the answer and the next steps
    Ingest(Ingest),
    /// Show records
    Show(Show),
    /// Explain a bill: the amount that each fund paid, and why the other funds did not pay
    Explain {
        /// The id of the bill
        bill: BillId,
    },
    /// Show who pays usage of a workspace that begins at an instant
    Payer {
        /// The workspace, as `site/id`
        workspace: WorkspaceId,
        /// The instant at which the usage begins, such as `2026-03-01T08:00:00Z`
        at: Instant,
    },
    /// Show all movements of an account in a period, and the bills that are held at its end
    Statement {
        /// The id of the account
        account: AccountId,
        /// The first instant of the period
        #[arg(long)]
        from: Instant,
        /// The first instant after the period
        #[arg(long)]
        to: Instant,
    },
    /// List held bills: the reason, what each waits for and until when, and what would pay it now
    Held {
        /// Only bills of this account
        #[arg(long)]
        account: Option<AccountId>,
    },
    /// Choose the settlement method of one or more workspaces, of any site: all or none
    Choose(Choose),
    /// Show how a bill would be settled, without settling it
    Preview {
        /// A JSON file with one bill (`-`: standard input)
        file: PathBuf,
        /// The decision instant (default: now)
        #[arg(long)]
        at: Option<Instant>,
    },
    /// Process everything that is due at an instant, such as expiries and deadlines
    Advance {
        /// The instant
        at: Instant,
    },
    /// List, render, deliver or acknowledge outbox messages
    Outbox {
        /// The action (default: list)
        #[command(subcommand)]
        action: Option<Outbox>,
    },
    /// Report usage to marketplaces: list meters, print the calls to send, record the answers
    Meter {
        /// The action (default: list)
        #[command(subcommand)]
        action: Option<MeterAction>,
    },
    /// List the subscriptions whose messages wait for a link, with what a link has to name
    Unmatched,
    /// Show the journal
    Journal {
        /// The first position to show, such as `17`
        #[arg(long, default_value_t = 1, value_name = "POSITION", value_parser = position)]
        from: u64,
        /// Show only the entries that concern this account, such as `acme`
        #[arg(long, value_name = "ACCOUNT")]
        account: Option<AccountId>,
    },
    /// Verify the ledger: check the hash chain, decide every command again, compare every record, check that money is
    /// conserved
    Verify,
    /// Copy the ledger into a new file
    Backup {
        /// The new file
        to: PathBuf,
    },
    /// Return unused space to the file system
    Compact,
    /// Export the commands (JSON Lines, as `apply` reads them) or a table (CSV)
    Export {
        /// The format
        #[arg(long, value_enum, default_value_t = ExportFormat::Jsonl)]
        format: ExportFormat,
        /// The table for CSV: payments (the default), bills, accounts, lots, timeline, cloud_accounts, outbox, held,
        /// journal, unmatched
        #[arg(long)]
        table: Option<defray_export::Table>,
        /// For CSV: only rows about this account, without rows that have no account
        #[arg(long)]
        account: Option<AccountId>,
        /// For CSV: safe in spreadsheets. A text that a spreadsheet would run as a formula (`=`, `+`, `-`, `@`) begins
        /// with an apostrophe
        #[arg(long)]
        sheet: bool,
    },
    /// Show statistics of the ledger
    Stats,
    /// Run scenario files, each on a new ledger in memory, and compare every result (see `docs/scenarios.md`)
    Scenario {
        /// The scenario files
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Write the actual results into the files
        #[arg(long)]
        bless: bool,
    },
    /// Draw a state machine from the table that the engine uses
    Graph {
        /// The state machine
        machine: Machine,
        /// The format
        #[arg(long, value_enum, default_value_t = GraphFormat::Mermaid)]
        format: GraphFormat,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Apply {
    /// A JSON Lines file (`-`: standard input)
    pub(crate) file: PathBuf,
    /// Execute all commands or none
    #[arg(long)]
    pub(crate) atomic: bool,
    /// The actor that is recorded with commands that name none
    #[arg(long, value_parser = note)]
    pub(crate) actor: Option<Note>,
}

#[derive(Debug, Args)]
pub(crate) struct Choose {
    /// The account that owns the workspaces
    #[arg(long)]
    pub(crate) account: AccountId,
    /// The method: `enterprise`, or `cloud_account=ID`
    #[arg(long, value_parser = payer)]
    pub(crate) method: Payer,
    /// The workspaces, as `site/id`
    #[arg(required = true)]
    pub(crate) workspaces: Vec<WorkspaceId>,
    /// The decision instant (default: now)
    #[arg(long)]
    pub(crate) at: Option<Instant>,
    /// The actor that is recorded with the commands
    #[arg(long, value_parser = note)]
    pub(crate) actor: Option<Note>,
}

#[derive(Debug, Args)]
pub(crate) struct Bills {
    /// CSV files (`-`: standard input). Give all parts of an export in one call
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// The format of the files
    #[arg(long, value_enum, default_value_t = BillFormat::Focus)]
    pub(crate) format: BillFormat,
    /// Open missing accounts, and bind missing workspaces from their earliest usage in the files on. A binding to the
    /// same account that begins later is extended backwards
    #[arg(long)]
    pub(crate) create_missing: bool,
    /// FOCUS: replace bills whose charges have other amounts now. Without this option such rows are refused
    #[arg(long)]
    pub(crate) restate: bool,
    /// FOCUS: the files are parts of the export with this name. Calls with the same name belong together
    #[arg(long, value_name = "NAME")]
    pub(crate) export: Option<ExportId>,
    /// What to do with negative rows
    #[arg(long, value_enum, default_value_t = Credits::Refuse)]
    pub(crate) credits: Credits,
    /// FOCUS: round amounts to this number of decimals (0 to 12), half to even. Without this option, amounts with more
    /// than 12 decimals are refused
    #[arg(long, value_name = "DECIMALS", value_parser = clap::value_parser!(u32).range(..=12))]
    pub(crate) round: Option<u32>,
    /// Also settle rows whose workspace belongs to a different account than the row names. Without this option
    /// they are refused
    #[arg(long)]
    pub(crate) any_account: bool,
    /// Write refused rows, with the reason, to this new CSV file
    #[arg(long, value_name = "OUT.csv")]
    pub(crate) rejects: Option<PathBuf>,
    /// The decision instant (default: now). Later decisions about these accounts cannot have an earlier instant. With
    /// the default, vouchers that expired after the usage do not pay
    #[arg(long)]
    pub(crate) at: Option<Instant>,
    /// The actor that is recorded with the commands
    #[arg(long, value_parser = note)]
    pub(crate) actor: Option<Note>,
    /// Read a part of the bill from this FOCUS column, such as `--map workspace=ResourceId`. Parts: account, workspace,
    /// site, item, amount, currency, period_start, period_end. Or set a default value: default_site, default_workspace
    #[arg(long = "map", value_name = "PART=COLUMN")]
    pub(crate) mapping: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Credits {
    /// Pay the credit into the account, as a top-up whose reference is the id of the credit
    Cash,
    /// Issue an ordinary voucher that never expires, with the id of the credit
    Voucher,
    /// Refuse negative rows, and show their sums
    Refuse,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum BillFormat {
    /// FOCUS 1.x of the FinOps Foundation
    Focus,
    /// The plain format, see `docs/commands/bills-csv.md`
    Plain,
}

#[derive(Debug, Args)]
pub(crate) struct Ingest {
    /// The marketplace: `alicloud`, `aws` or `huawei_cloud`
    pub(crate) provider: Provider,
    /// Files with one delivery each, unchanged (`-`: standard input): a whole HTTP request, the target of a GET
    /// request, or the body of another request
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// AliCloud, Huawei Cloud: the environment variable with the secret key that the marketplace shares with you.
    /// Repeat it while the key is being replaced
    #[arg(long, value_name = "NAME", conflicts_with = "result")]
    pub(crate) secret_env: Vec<String>,
    /// AWS: a topic whose messages are accepted, by its full ARN
    #[arg(long = "topic", value_name = "ARN", conflicts_with = "result")]
    pub(crate) topics: Vec<String>,
    /// AWS: an SNS certificate (PEM or DER) from the address that the message names
    #[arg(long = "cert", value_name = "FILE", conflicts_with = "result")]
    pub(crate) certificates: Vec<PathBuf>,
    /// Accept messages without a signature, because they came through a channel that only the marketplace can write to
    #[arg(long, conflicts_with = "result")]
    pub(crate) trusted_channel: bool,
    /// A value in the answer that is shown to the buyer of a new instance, such as `frontEndUrl=https://app.example/`
    #[arg(long = "show", value_name = "NAME=VALUE", conflicts_with = "result")]
    pub(crate) access: Vec<String>,
    /// Also record rejected deliveries, with the reason. Off by default, because any sender could fill the file with
    /// them
    #[arg(long, conflicts_with = "result")]
    pub(crate) keep_rejected: bool,
    /// The files are responses to your own API calls to the marketplace, not messages. They have no signature
    #[arg(long, value_enum)]
    pub(crate) result: Option<MarketplaceResult>,
    /// The subscription of `--result entitlements`, such as `aws:license:l-0123456789abcdef`
    #[arg(long, value_name = "IDENTITY", requires = "result")]
    pub(crate) subscription: Option<SubscriptionIdentity>,
    /// The instant of receipt (default: now)
    #[arg(long)]
    pub(crate) at: Option<Instant>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MarketplaceResult {
    /// AWS `ResolveCustomer`: prints the subscription for `link_cloud_account`
    ResolveCustomer,
    /// AWS `GetEntitlements`: one page per file, for `--subscription`
    Entitlements,
    /// AliCloud `DescribeInstance` or `DescribeInstanceForIsv`
    Instance,
    /// AliCloud `DescribeFailedNotifications`
    FailedNotifications,
}

#[derive(Debug, Args)]
pub(crate) struct Show {
    /// The kind of record
    #[command(subcommand)]
    pub(crate) what: Shown,
    /// Show the records as they were known at this instant
    #[arg(long, global = true, value_name = "INSTANT")]
    pub(crate) as_of: Option<Instant>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Shown {
    /// Show accounts: standing, balances, workspaces, cloud accounts, held bills
    Account {
        /// The ids of the accounts
        #[arg(required = true)]
        ids: Vec<AccountId>,
    },
    /// Show the funds of accounts: vouchers, cards, cash, overdraft
    Wallet {
        /// The ids of the accounts
        #[arg(required = true)]
        ids: Vec<AccountId>,
    },
    /// Show workspaces: account and settlement method
    Workspace {
        /// The workspaces, as `site/id`
        #[arg(required = true)]
        ids: Vec<WorkspaceId>,
    },
    /// Show cloud accounts: state, identifiers, lifecycle
    CloudAccount {
        /// The ids of the cloud accounts
        #[arg(required = true)]
        ids: Vec<CloudAccountId>,
    },
    /// Show timelines of workspaces: the payer of each interval
    Timeline {
        /// The workspaces, as `site/id`
        #[arg(required = true)]
        ids: Vec<WorkspaceId>,
    },
    /// Show bills: receipt, reversals, corrections
    Bill {
        /// The ids of the bills
        #[arg(required = true)]
        ids: Vec<BillId>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Outbox {
    /// List pending outbox messages, oldest first
    List,
    /// Acknowledge outbox messages
    Ack {
        /// The numbers of the outbox messages, such as `17.0`
        #[arg(required = true)]
        numbers: Vec<EntryPosition>,
        /// The instant of the acknowledgement (default: now)
        #[arg(long)]
        at: Option<Instant>,
    },
    /// Print the mail of an outbox message
    Render {
        /// The number of the outbox message, such as `17.0`
        number: EntryPosition,
        /// The language of the mail, `en` or `zh`, unless the account has set one
        #[arg(long, default_value_t = Language::English)]
        language: Language,
        /// The time zone for times in the mail, such as `Asia/Shanghai`, unless the account has set one (default: UTC)
        #[arg(long)]
        time_zone: Option<String>,
        /// The format of the mail
        #[arg(long, value_enum, default_value_t = MailForm::Text)]
        form: MailForm,
    },
    /// Send the mails of pending outbox messages, oldest first, and acknowledge each one that the server accepted
    Deliver(Deliver),
}

#[derive(Debug, Subcommand)]
pub(crate) enum MeterAction {
    /// List meters: the amounts accepted by the provider, in flight and waiting, per cloud account
    List,
    /// Create due usage records, and print the API calls that report them. With `--json`: one call per line, as `ack`
    /// reads it
    Request(MeterRequest),
    /// Record the answer of a provider to a call, or to one usage record
    Ack(MeterAck),
}

#[derive(Debug, Args)]
pub(crate) struct MeterRequest {
    /// The cloud accounts (default: all that have usage to report)
    pub(crate) cloud_accounts: Vec<CloudAccountId>,
    /// Only cloud accounts of this marketplace: `aws`, `alicloud` or `huawei_cloud`
    #[arg(long, conflicts_with = "cloud_accounts")]
    pub(crate) provider: Option<Provider>,
    /// Huawei Cloud: the environment variable with the key that signs calls. The headers to send are printed with each
    /// call
    #[arg(long, value_name = "NAME")]
    pub(crate) secret_env: Option<String>,
    /// Put one record into each call, to find the bad record of a call that failed as a whole
    #[arg(long)]
    pub(crate) one_by_one: bool,
    /// The instant of the request (default: now)
    #[arg(long)]
    pub(crate) at: Option<Instant>,
}

#[derive(Debug, Args)]
pub(crate) struct MeterAck {
    /// The number of one usage record, such as `17.0`
    #[arg(requires = "outcome", conflicts_with_all = ["call", "answer", "status"])]
    pub(crate) record: Option<EntryPosition>,
    /// The outcome of that record: `accepted`, `duplicate` (with `--quantity`), `rejected`, `rejected=REASON`,
    /// `not_subscribed`
    #[arg(long, requires = "record", value_parser = outcome)]
    pub(crate) outcome: Option<MeteringOutcome>,
    /// With `--outcome duplicate`: the quantity that the provider has, in units. Without it, the record is disputed
    #[arg(long, requires = "outcome", value_name = "QUANTITY")]
    pub(crate) quantity: Option<u32>,
    /// The provider's id of that record
    #[arg(long, requires = "record", value_parser = note)]
    pub(crate) provider_record: Option<Note>,
    /// A file with one call, as printed by `meter request --json` (`-`: standard input)
    #[arg(long, value_name = "FILE")]
    pub(crate) call: Option<PathBuf>,
    /// The HTTP status of the provider's answer to that call; 0 if there was no answer
    #[arg(long, value_name = "CODE", requires = "call")]
    pub(crate) status: Option<u16>,
    /// A file with the body of that answer
    #[arg(long, value_name = "FILE", requires = "call")]
    pub(crate) answer: Option<PathBuf>,
    /// The instant of the acknowledgement (default: now)
    #[arg(long)]
    pub(crate) at: Option<Instant>,
}

#[derive(Debug, Args)]
pub(crate) struct Deliver {
    /// The mail server, such as `smtps://user:password@mail.example`. Prefer the environment variable, because other
    /// users can see the command line
    #[arg(long, env = "DEFRAY_SMTP", hide_env_values = true, value_name = "URL")]
    pub(crate) smtp: String,
    /// The sender of the mails
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) from: String,
    /// A JSON file: `{"ACCOUNT": {"to": ["ADDRESS"], "language": "zh", "time_zone": "Asia/Shanghai"}, "*": …}`. `*` is
    /// for all other accounts
    #[arg(long, value_name = "FILE")]
    pub(crate) recipients: Option<PathBuf>,
    /// The recipient of mails for accounts that are not in the file
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) to: Vec<String>,
    /// The recipient of mails for the operator of the ledger, such as a topic to confirm. Without one, these stay
    /// pending
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) operator: Vec<String>,
    /// The language, `en` or `zh`, where neither the account nor the file has one
    #[arg(long, default_value_t = Language::English)]
    pub(crate) language: Language,
    /// The time zone, such as `Asia/Shanghai`, where neither the account nor the file has one (default: UTC)
    #[arg(long)]
    pub(crate) time_zone: Option<String>,
    /// The actor that is recorded with the acknowledgements
    #[arg(long, value_parser = note)]
    pub(crate) actor: Option<Note>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum MailForm {
    /// Plain text
    Text,
    /// HTML
    Html,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ExportFormat {
    /// The commands, as `apply` reads them
    Jsonl,
    /// One table, see `--table`
    Csv,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Machine {
    /// The settlement method of a workspace
    Method,
    /// The state of a cloud account
    CloudAccount,
    /// The standing of an account
    Standing,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum GraphFormat {
    /// For Markdown pages
    Mermaid,
    /// For Graphviz
    Dot,
    /// An SVG image
    Svg,
}

fn outcome(text: &str) -> Result<MeteringOutcome, String> {
    let (name, rest) = text.split_once('=').map_or((text, None), |(name, rest)| (name, Some(rest)));
    Ok(match (name, rest) {
        ("accepted", None) => MeteringOutcome::Accepted,
        ("not_subscribed", None) => MeteringOutcome::NotSubscribed,
        ("rejected", reason) => MeteringOutcome::Rejected { reason: reason.map(note).transpose()? },
        ("duplicate", None) => MeteringOutcome::Duplicate { quantity: None },
        ("duplicate", Some(quantity)) => {
            let number = quantity.parse().map_err(|_| format!("`{quantity}`: expected a whole number of units"))?;
            MeteringOutcome::Duplicate { quantity: Some(number) }
        }
        _ => {
            let expected =
                "`accepted`, `duplicate`, `duplicate=QUANTITY`, `rejected`, `rejected=REASON` or `not_subscribed`";
            return Err(format!("expected {expected}"));
        }
    })
}

fn payer(text: &str) -> Result<Payer, String> {
    match (text, text.strip_prefix("cloud_account=")) {
        ("enterprise", _) => Ok(Payer::Enterprise),
        (_, Some(id)) => id.parse().map(Payer::CloudAccount).map_err(|error| format!("{error}")),
        _ => Err("expected `enterprise`, or `cloud_account=ID` with the id of a cloud account".to_owned()),
    }
}

fn position(text: &str) -> Result<u64, String> {
    let period = "for the movements in a period, use `statement ACCOUNT --from INSTANT --to INSTANT`";
    text.parse().map_err(|_| format!("expected a position in the journal, a whole number such as `17`; {period}"))
}

fn note(text: &str) -> Result<Note, String> {
    Note::new(text).map_err(|error| error.to_string())
}
