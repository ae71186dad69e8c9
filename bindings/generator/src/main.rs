//! `defray-bindings-generator write` writes the generated files, `check` lists those that are not current, and `show`
//! prints the model.

use std::fs;
use std::process::ExitCode;

use defray_bindings_generator::model::Model;
use defray_bindings_generator::{stale, workspace};

fn main() -> ExitCode {
    let write = match std::env::args().nth(1).as_deref() {
        Some("write") => true,
        Some("check") => false,
        Some("show") => return show(),
        _ => {
            eprintln!("usage: defray-bindings-generator write | check | show");
            return ExitCode::from(2);
        }
    };
    match run(write) {
        Ok(current) if current || write => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("defray-bindings-generator: {error}");
            ExitCode::FAILURE
        }
    }
}

fn show() -> ExitCode {
    match Model::read(&workspace()) {
        Ok(model) => println!("{model}"),
        Err(error) => {
            eprintln!("defray-bindings-generator: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// Whether all generated files were current.
fn run(write: bool) -> Result<bool, String> {
    let root = workspace();
    let stale = stale(&root)?;
    for file in &stale {
        let path = root.join(&file.path);
        if write {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
            }
            fs::write(&path, &file.text).map_err(|error| format!("{}: {error}", path.display()))?;
        }
        println!("{} {}", if write { "written" } else { "stale  " }, file.path.display());
    }
    Ok(stale.is_empty())
}
