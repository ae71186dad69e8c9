//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use defray::Head;
use defray::core::id::{AccountId, BillId, CloudAccountId, Note, SubscriptionIdentity, WorkspaceId};
use defray::core::metering::MeteringOutcome;
use defray::core::position::EntryPosition;
use defray::core::provider::Provider;
use defray::core::time::Instant;
use defray_mail::Language;

/// Who pays for a workspace's usage, out of which money, and why.
#[derive(Debug, Parser)]
#[command(name = "defray", version, about, max_term_width = 110)]
pub(crate) struct Arguments {
    /// The ledger file.
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) db: Option<PathBuf>,
    /// Print JSON instead of tables, one value a line.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Play a whole story on a temporary ledger: vouchers, cards, marketplaces, arrears, proof
    Demo,
    /// Apply commands from a file of JSON Lines (`-`: standard input); creates the ledger if there is none
    Apply(Apply),
    /// Settle the bills of a CSV file
    Bills(Bills),
    /// Take in what a marketplace sent: prove it, keep it, say what to answer and what to do next
    Ingest(Ingest),
    /// Show a record
    Show(Show),
    /// Explain a bill: which fund paid what and, for every fund that did not, why not
    Explain {
        /// The bill
        bill: BillId,
    },
    /// Tell who pays a workspace's usage that begins at an instant
    Payer {
        /// `site/id`
        workspace: WorkspaceId,
        /// Such as `2026-03-01T08:00:00Z`
        at: Instant,
    },
    /// Everything that moved on an account in a period
    Statement {
        /// The account
        account: AccountId,
        /// The first instant
        #[arg(long)]
        from: Instant,
        /// The first instant after the period
        #[arg(long)]
        to: Instant,
    },
    /// Tell how a bill would be settled, without settling it
    Preview {
        /// A file with one bill as JSON (`-`: standard input)
        file: PathBuf,
        /// Decide at this instant instead of now
        #[arg(long)]
        at: Option<Instant>,
    },
    /// Let everything happen that has fallen due by an instant
    Advance {
        /// The instant
        at: Instant,
    },
    /// What is still owed to the world: list it, or acknowledge what was done
    Outbox {
        /// What to do; absent: list
        #[command(subcommand)]
        action: Option<Outbox>,
    },
    /// Usage on its way to the marketplaces: what is owed, the calls that carry it, what was answered
    Meter {
        /// What to do; absent: list
        #[command(subcommand)]
        action: Option<MeterAction>,
    },
    /// The journal
    Journal {
        /// The first position to show
        #[arg(long, default_value_t = 1)]
        from: u64,
    },
    /// Prove the ledger: hash chain, every command decided again, every record compared, money conserved
    Verify {
        /// The head that the journal must contain; with `--at-position` at that position, otherwise at its end
        #[arg(long, value_name = "HASH")]
        expect_head: Option<Head>,
        /// The position of the expected head
        #[arg(long, value_name = "POSITION", requires = "expect_head")]
        at_position: Option<u64>,
    },
    /// Copy the ledger into a new file
    Backup {
        /// The new file
        to: PathBuf,
    },
    /// Give unused space back to the file system
    Compact,
    /// Write everything out: the commands (JSON Lines, which `apply` reads) or what every fund paid (CSV)
    Export {
        /// The form
        #[arg(long, value_enum, default_value_t = ExportFormat::Jsonl)]
        format: ExportFormat,
        /// The table, for CSV: payments (the default), bills, accounts, lots, timeline, cloud_accounts, outbox, journal
        #[arg(long)]
        table: Option<defray_export::Table>,
        /// Only what concerns this account, for CSV
        #[arg(long)]
        account: Option<AccountId>,
    },
    /// Figures about the ledger
    Stats,
    /// Play scenario files, each on a fresh ledger in memory, and compare every result (see `docs/scenarios.md`)
    Scenario {
        /// Scenario files
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Write what came out into the files instead of comparing
        #[arg(long)]
        bless: bool,
    },
    /// A state machine as a diagram, drawn from the table that decides
    Graph {
        /// Which
        machine: Machine,
        /// The form
        #[arg(long, value_enum, default_value_t = GraphFormat::Mermaid)]
        format: GraphFormat,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Apply {
    /// A file of JSON Lines, or `-`
    pub(crate) file: PathBuf,
    /// Do all commands or none
    #[arg(long)]
    pub(crate) atomic: bool,
    /// Who asks, for commands that do not say
    #[arg(long, value_parser = note)]
    pub(crate) actor: Option<Note>,
}

#[derive(Debug, Args)]
pub(crate) struct Bills {
    /// A CSV file, or `-`
    pub(crate) file: PathBuf,
    /// Its format
    #[arg(long, value_enum, default_value_t = BillFormat::Focus)]
    pub(crate) format: BillFormat,
    /// Open accounts and bind workspaces that are not there yet, from the earliest usage in the file on
    #[arg(long)]
    pub(crate) create_missing: bool,
    /// Settle rows whose workspace belongs to another account than the one they name; otherwise they are refused
    #[arg(long)]
    pub(crate) any_account: bool,
    /// Write rows that were not settled to this new CSV file, with the reason
    #[arg(long, value_name = "OUT.csv")]
    pub(crate) rejects: Option<PathBuf>,
    /// Settle at this instant instead of now. Decisions about an account never run backwards: after an import without it, none can be dated earlier than today, and
    /// vouchers that have expired since the usage do not pay
    #[arg(long)]
    pub(crate) at: Option<Instant>,
    /// Who asks
    #[arg(long, value_parser = note)]
    pub(crate) actor: Option<Note>,
    /// Take a part of the bill from another FOCUS column, such as `--map workspace=ResourceId`; parts: account, workspace, site, item, amount,
    /// currency, period_start, period_end; or give a stand-in: default_site, default_workspace
    #[arg(long = "map", value_name = "PART=COLUMN")]
    pub(crate) mapping: Vec<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum BillFormat {
    /// FOCUS 1.x of the FinOps Foundation
    Focus,
    /// The plain format of the README
    Plain,
}

#[derive(Debug, Args)]
pub(crate) struct Ingest {
    /// The marketplace: `alicloud`, `aws`, `huawei_cloud`
    pub(crate) provider: Provider,
    /// One delivery a file, as it came (`-`: standard input): a whole HTTP request, or of a GET the target, otherwise the body
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// AliCloud, Huawei Cloud: the environment variable with the key that the marketplace shares with you; more than one while it is replaced
    #[arg(long, value_name = "NAME", conflicts_with = "result")]
    pub(crate) secret_env: Vec<String>,
    /// AWS: a topic that may speak, by its whole ARN
    #[arg(long = "topic", value_name = "ARN", conflicts_with = "result")]
    pub(crate) topics: Vec<String>,
    /// AWS: a certificate of SNS, PEM or DER, fetched from the address that the message names
    #[arg(long = "cert", value_name = "FILE", conflicts_with = "result")]
    pub(crate) certificates: Vec<PathBuf>,
    /// You vouch for the way the messages came, such as a queue that only the marketplace writes to: what bears no signature is believed
    #[arg(long, conflicts_with = "result")]
    pub(crate) trusted_channel: bool,
    /// What the answer shows the buyer of a new instance, such as `frontEndUrl=https://app.example/`
    #[arg(long = "show", value_name = "NAME=VALUE", conflicts_with = "result")]
    pub(crate) access: Vec<String>,
    /// Keep rejected deliveries in the ledger too, with the reason. Off, because anyone can send them, and a flood would fill the file
    #[arg(long, conflicts_with = "result")]
    pub(crate) keep_rejected: bool,
    /// The files are what the marketplace said when it was asked, by a call of your own; nothing in them is signed
    #[arg(long, value_enum)]
    pub(crate) result: Option<MarketplaceResult>,
    /// The subscription that `entitlements` are asked about, such as `aws:license:l-0123456789abcdef`
    #[arg(long, value_name = "IDENTITY", requires = "result")]
    pub(crate) subscription: Option<SubscriptionIdentity>,
    /// When it was received, instead of now
    #[arg(long)]
    pub(crate) at: Option<Instant>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MarketplaceResult {
    /// AWS `ResolveCustomer`: prints the subscription that `link_cloud_account` takes
    ResolveCustomer,
    /// AWS `GetEntitlements`, one page a file, for `--subscription`
    Entitlements,
    /// AliCloud `DescribeInstance` or `DescribeInstanceForIsv`
    Instance,
    /// AliCloud `DescribeFailedNotifications`
    FailedNotifications,
}

#[derive(Debug, Args)]
pub(crate) struct Show {
    /// What to show
    #[command(subcommand)]
    pub(crate) what: Shown,
    /// As it was known at this instant
    #[arg(long, global = true, value_name = "INSTANT")]
    pub(crate) as_of: Option<Instant>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Shown {
    /// Standing, balances, workspaces, cloud accounts, held bills
    Account {
        /// The accounts
        #[arg(required = true)]
        ids: Vec<AccountId>,
    },
    /// Every voucher and card, cash and overdraft
    Wallet {
        /// The accounts
        #[arg(required = true)]
        ids: Vec<AccountId>,
    },
    /// Settlement method and history
    Workspace {
        /// `site/id`
        #[arg(required = true)]
        ids: Vec<WorkspaceId>,
    },
    /// State, identifiers, lifecycle
    CloudAccount {
        /// The cloud accounts
        #[arg(required = true)]
        ids: Vec<CloudAccountId>,
    },
    /// Who pays when
    Timeline {
        /// `site/id`
        #[arg(required = true)]
        ids: Vec<WorkspaceId>,
    },
    /// Bill, receipt, reversals
    Bill {
        /// The bills
        #[arg(required = true)]
        ids: Vec<BillId>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Outbox {
    /// What is still owed, oldest first
    List,
    /// Tell that these were done
    Ack {
        /// Their numbers, such as `17.0`
        #[arg(required = true)]
        numbers: Vec<EntryPosition>,
        /// When, instead of now
        #[arg(long)]
        at: Option<Instant>,
    },
    /// Show a mail in words
    Render {
        /// Its number, such as `17.0`
        number: EntryPosition,
        /// `en` or `zh`
        #[arg(long, default_value_t)]
        language: Language,
        /// The reader's time zone, such as `Asia/Shanghai`; absent: UTC
        #[arg(long)]
        time_zone: Option<String>,
        /// Plain text or HTML
        #[arg(long, value_enum, default_value_t = MailForm::Text)]
        form: MailForm,
    },
    /// Send the mails that are owed, oldest first, and acknowledge each that the server has taken
    Deliver(Deliver),
}

#[derive(Debug, Subcommand)]
pub(crate) enum MeterAction {
    /// What each cloud account's provider has, what is on its way, what waits
    List,
    /// Ask for the usage records that are due, and print the calls that carry them, ready to send (`--json`: one a line, as `ack` reads it)
    Request(MeterRequest),
    /// Tell what a provider answered: to a call, or to one record
    Ack(MeterAck),
}

#[derive(Debug, Args)]
pub(crate) struct MeterRequest {
    /// The cloud accounts; absent: all that have something to meter
    pub(crate) cloud_accounts: Vec<CloudAccountId>,
    /// Only those of this marketplace: `aws`, `alicloud`, `huawei_cloud`
    #[arg(long, conflicts_with = "cloud_accounts")]
    pub(crate) provider: Option<Provider>,
    /// Huawei Cloud: the environment variable with the key that signs calls; the headers to send are printed with each of them
    #[arg(long, value_name = "NAME")]
    pub(crate) secret_env: Option<String>,
    /// One record a call: takes a call apart that failed as a whole, and shows which record is bad
    #[arg(long)]
    pub(crate) one_by_one: bool,
    /// When, instead of now
    #[arg(long)]
    pub(crate) at: Option<Instant>,
}

#[derive(Debug, Args)]
pub(crate) struct MeterAck {
    /// One record, such as `17.0`
    #[arg(requires = "outcome", conflicts_with_all = ["call", "answer", "status"])]
    pub(crate) record: Option<EntryPosition>,
    /// What became of that record: `accepted`, `duplicate`, `duplicate=QUANTITY`, `rejected`, `rejected=REASON`, `not_subscribed`
    #[arg(long, requires = "record", value_parser = outcome)]
    pub(crate) outcome: Option<MeteringOutcome>,
    /// The provider's own id of that record
    #[arg(long, requires = "record", value_parser = note)]
    pub(crate) provider_record: Option<Note>,
    /// A file with one call, as `meter request --json` printed it (`-`: standard input)
    #[arg(long, value_name = "FILE")]
    pub(crate) call: Option<PathBuf>,
    /// The HTTP status of the provider's answer to it; 0: no answer came
    #[arg(long, value_name = "CODE", requires = "call")]
    pub(crate) status: Option<u16>,
    /// A file with the body of that answer
    #[arg(long, value_name = "FILE", requires = "call")]
    pub(crate) answer: Option<PathBuf>,
    /// When, instead of now
    #[arg(long)]
    pub(crate) at: Option<Instant>,
}

#[derive(Debug, Args)]
pub(crate) struct Deliver {
    /// The mail server, such as `smtps://user:password@mail.example`; better in the environment, where others do not see it
    #[arg(long, env = "DEFRAY_SMTP", hide_env_values = true, value_name = "URL")]
    pub(crate) smtp: String,
    /// Who sends them
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) from: String,
    /// JSON: `{"ACCOUNT": {"to": ["ADDRESS"], "language": "zh", "time_zone": "Asia/Shanghai"}, "*": …}`, `*` being all others
    #[arg(long, value_name = "FILE")]
    pub(crate) recipients: Option<PathBuf>,
    /// Who gets the mails of accounts that the file does not name
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) to: Vec<String>,
    /// Who gets the mails that are for whoever runs the ledger, such as a topic to confirm; without one, these stay owed
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) operator: Vec<String>,
    /// `en` or `zh`, where the file does not say
    #[arg(long, default_value_t)]
    pub(crate) language: Language,
    /// The reader's time zone, such as `Asia/Shanghai`, where the file does not say; absent: UTC
    #[arg(long)]
    pub(crate) time_zone: Option<String>,
    /// Who asks: recorded with the acknowledgements
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
    /// Commands, as `apply` reads them
    Jsonl,
    /// A table: one row for every fund that paid or got back, or another (`--table`)
    Csv,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Machine {
    /// The settlement method of a workspace
    Method,
    /// A cloud account
    CloudAccount,
    /// An account's standing
    Standing,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum GraphFormat {
    /// For Markdown pages
    Mermaid,
    /// For Graphviz
    Dot,
    /// A picture
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

fn note(text: &str) -> Result<Note, String> {
    Note::new(text).map_err(|error| error.to_string())
}
