//! `ingest`: raw marketplace messages.

use std::path::Path;

use defray::core::cloud_account::MarketplaceMessage;
use defray::core::command::Ingest as IngestCommand;
use defray::core::limits::RAW_MESSAGE_BYTES_MAX;
use defray::{ErrorClass, Request};
use serde_json::{Value, json};

use super::Context;
use crate::args::Ingest;
use crate::failure::{Failure, Outcome};
use crate::{answers, ledger, output};

pub(crate) fn run(context: &Context, ingest: &Ingest) -> Result<Outcome, Failure> {
    for file in &ingest.files {
        // Nothing is done, and no ledger made, when one is missing.
        ledger::input(file)?;
    }
    let engine = ledger::open_or_create(context.db.as_ref())?;
    let mut refused = false;
    for file in &ingest.files {
        match read(ingest, file)? {
            Ok(message) => {
                let mut request = Request::new(IngestCommand::from(message));
                request.at = ingest.at;
                let answer = engine.submit(request);
                refused |= answer.is_err();
                print(context, file, answers::json(answer.as_ref()), &answers::line(answer.as_ref()))?;
                if let Err(error) = answer
                    && error.class() != ErrorClass::Refused
                {
                    return Err(error.into());
                }
            }
            Err((code, message)) => {
                refused = true;
                let error = json!({ "class": "misuse", "code": code, "message": message });
                let line = format!("rejected   {message} [{code}]");
                print(context, file, json!({ "ok": false, "error": error }), &line)?;
            }
        }
    }
    engine.close()?;
    Ok(Outcome::refused_if(refused))
}

type Unreadable = (&'static str, String);

fn read(ingest: &Ingest, file: &Path) -> Result<Result<MarketplaceMessage, Unreadable>, Failure> {
    let bytes = ledger::input_bytes(file, RAW_MESSAGE_BYTES_MAX)?;
    Ok(defray_marketplaces::read(ingest.provider, &bytes).map_err(|error| (error.code(), error.to_string())))
}

fn print(context: &Context, file: &Path, mut value: Value, line: &str) -> Result<(), Failure> {
    if context.json {
        if let Value::Object(fields) = &mut value {
            fields.shift_insert(0, "file".into(), file.display().to_string().into());
        }
        return output::json_line(&value);
    }
    output::line(&format!("{}  {line}", file.display()))
}
