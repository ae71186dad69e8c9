//! `choose`: chooses the settlement method of several workspaces at once, all or none.

use defray::core::command::{ChooseMethod, Command};
use defray::core::id::WorkspaceId;
use defray::{Answer, Error, ErrorClass, Mode, Request};

use super::Context;
use crate::args::Choose;
use crate::failure::{Failure, Outcome};
use crate::{answers, ledger, output};

pub(crate) fn run(context: &Context, choose: &Choose) -> Result<Outcome, Failure> {
    let engine = ledger::open(context)?;
    let request = |workspace: &WorkspaceId| {
        let (account, method) = (choose.account.clone(), choose.method.clone());
        let command = Command::from(ChooseMethod { account, workspace: workspace.clone(), method });
        Request { command, at: choose.at, actor: choose.actor.clone(), idempotency_key: None }
    };
    let requests = choose.workspaces.iter().map(request).collect();
    let answers = engine.submit_all(requests, Mode::Atomic);
    let width = choose.workspaces.iter().map(|workspace| workspace.as_str().chars().count()).max().unwrap_or(0);
    let mut refused = false;
    for (workspace, answer) in choose.workspaces.iter().zip(answers) {
        refused |= answer.is_err();
        print(context, workspace, width, &answer)?;
        if let Err(error) = answer
            && !matches!(error.class(), ErrorClass::Refused | ErrorClass::Misuse)
        {
            return Err(error.into());
        }
    }
    engine.close()?;
    Ok(Outcome::refused_if(refused))
}

/// Prints the result with the workspace that it is about.
fn print(
    context: &Context,
    workspace: &WorkspaceId,
    width: usize,
    answer: &Result<Answer, Error>,
) -> Result<(), Failure> {
    if !context.json {
        return output::line(&format!("{:width$}  {}", workspace.as_str(), answers::line(answer.as_ref())));
    }
    output::json_line(&answers::about("workspace", workspace.as_str(), answers::json(answer.as_ref())))
}
