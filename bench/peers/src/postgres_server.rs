//! A PostgreSQL server of its own: made in a temporary folder, reached by a Unix socket only, ended at the end.

use std::fs;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use defray_bench::outcome::Outcome;
use tempfile::TempDir;

use crate::postgres_connection::Connection;

/// How long the server may take to start.
const START: Duration = Duration::from_secs(60);

/// Durable as by default, with memory as the other systems have, and connections for many threads.
const SETTINGS: [&str; 6] = [
    "listen_addresses=",
    "fsync=on",
    "synchronous_commit=on",
    "shared_buffers=256MB",
    "max_wal_size=1GB",
    "max_connections=4200",
];

/// The folder with the newest `initdb` and `postgres`, if they are installed.
pub(crate) fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut versions: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    versions.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = versions.into_iter().rev().map(|(_, folder)| folder).chain(std::env::split_paths(&path));
    let mut complete = folders.filter(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file());
    complete.next()
}

/// The user and the group that run the server.
#[derive(Clone, Copy)]
struct Account {
    user: u32,
    group: u32,
}

/// A running server.
pub(crate) struct Server {
    process: Child,
    programs: PathBuf,
    data: PathBuf,
    /// PostgreSQL does not run as root. `None`: it runs as the user of this process.
    account: Option<Account>,
    /// The folder of the socket. It is apart from the data, because the path of a socket must be short.
    socket: TempDir,
}

impl Server {
    pub(crate) fn start(folder: &Path) -> Outcome<Self> {
        let programs = programs().ok_or("PostgreSQL is not installed")?;
        let (data, socket) = (folder.join("postgres"), tempfile::tempdir()?);
        fs::create_dir(&data)?;
        let account = other_account(&data)?;
        if let Some(Account { user, group }) = account {
            for path in [folder, &data, socket.path()] {
                chown(path, Some(user), Some(group))?;
            }
        }
        let mut initdb = command(&programs, "initdb", account);
        initdb.arg("--pgdata").arg(&data).args([
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
        ]);
        run(initdb)?;
        let mut postgres = command(&programs, "postgres", account);
        postgres.arg("-D").arg(&data).arg("-k").arg(socket.path());
        for setting in SETTINGS {
            postgres.arg("-c").arg(setting);
        }
        // Its log is kept beside the data, and is shown when the server does not start.
        let log = fs::File::create(folder.join("postgres.log"))?;
        let process = postgres.stdout(log.try_clone()?).stderr(log).stdin(Stdio::null()).spawn()?;
        let mut server = Self { process, programs, data, account, socket };
        server.wait(&folder.join("postgres.log"))?;
        Ok(server)
    }

    fn wait(&mut self, log: &Path) -> Outcome<()> {
        let begun = Instant::now();
        loop {
            match self.connect() {
                Ok(_) => return Ok(()),
                Err(error) if begun.elapsed() > START => return Err(error),
                Err(_) => std::thread::sleep(Duration::from_millis(20)),
            }
            if self.process.try_wait()?.is_some() {
                return Err(format!("PostgreSQL has ended: {}", fs::read_to_string(log)?).into());
            }
        }
    }

    pub(crate) fn connect(&self) -> Outcome<Connection> {
        Connection::open(&self.socket.path().join(".s.PGSQL.5432"))
    }

    pub(crate) fn process(&self) -> u32 {
        self.process.id()
    }

    fn stop(&mut self) -> Outcome<()> {
        if self.process.try_wait()?.is_none() {
            let mut stop = command(&self.programs, "pg_ctl", self.account);
            stop.arg("stop").arg("-D").arg(&self.data).args(["-m", "fast", "-w"]);
            run(stop)?;
            self.process.wait()?;
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Err(error) = self.stop() {
            eprintln!("PostgreSQL could not be stopped in order: {error}");
            // Its other processes end when this one has ended.
            let _ = self.process.kill();
            let _ = self.process.wait();
        }
    }
}

/// The user `postgres`, else `nobody`, when this process runs as root.
fn other_account(made_by_this_process: &Path) -> Outcome<Option<Account>> {
    if fs::metadata(made_by_this_process)?.uid() != 0 {
        return Ok(None);
    }
    let users = fs::read_to_string("/etc/passwd")?;
    let account = ["postgres", "nobody"].into_iter().find_map(|name| account_of(&users, name));
    Ok(Some(account.ok_or("PostgreSQL does not run as root, and there is no user `postgres` or `nobody`")?))
}

fn account_of(users: &str, name: &str) -> Option<Account> {
    let mut lines = users.lines().map(|line| line.split(':').collect::<Vec<_>>());
    let fields = lines.find(|fields| fields.first() == Some(&name))?;
    Some(Account { user: fields.get(2)?.parse().ok()?, group: fields.get(3)?.parse().ok()? })
}

fn command(programs: &Path, name: &str, account: Option<Account>) -> Command {
    let mut command = Command::new(programs.join(name));
    command.env("LC_ALL", "C").current_dir("/");
    if let Some(Account { user, group }) = account {
        command.gid(group).uid(user);
    }
    command
}

fn run(mut command: Command) -> Outcome<()> {
    let output = command.stdin(Stdio::null()).output()?;
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{} ended with {}: {text}", command.get_program().display(), output.status).into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_found_by_its_whole_name() {
        let users = "root:x:0:0::/root:/bin/sh\npostgres-old:x:5:6::/:/bin/sh\npostgres:x:104:110::/:/bin/sh\n";
        let account = account_of(users, "postgres").unwrap();
        assert_eq!((account.user, account.group), (104, 110));
        assert!(account_of(users, "nobody").is_none());
    }
}
