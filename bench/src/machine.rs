//! What the operating system knows about a run: load, time of the processors, memory, written bytes. The sources are
//! the files of Linux in `/proc` and `/sys`; elsewhere the figures are zero or absent.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The unit of times in `/proc/PID/stat`: Linux shows hundredths of a second on every machine.
const TICK: Duration = Duration::from_millis(10);

/// The size of a sector in the statistics of a block device, in bytes, for every device.
const SECTOR: u64 = 512;

/// The average number of running and waiting processes in the last minute; zero when it is not known.
pub fn load() -> f64 {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().next().and_then(|load| load.parse().ok()).unwrap_or_default()
}

/// The counter from which written bytes are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteCounter {
    /// The sectors that a block device wrote, by all processes. Its name is `MAJOR:MINOR`.
    BlockDevice(String),
    /// The bytes that this process passed to the page cache. A page that is written twice before it reaches the disk
    /// counts twice.
    Process,
}

impl WriteCounter {
    /// The block device of a folder, when its statistics can be found; else the counter of this process.
    pub fn of(folder: &Path) -> Self {
        match device_of(folder) {
            Some(device) if written_by_device(&device).is_some() => Self::BlockDevice(device),
            _ => Self::Process,
        }
    }

    /// The bytes written so far; zero when they are not known.
    pub fn bytes(&self) -> u64 {
        match self {
            Self::BlockDevice(device) => written_by_device(device).unwrap_or_default(),
            Self::Process => {
                let text = fs::read_to_string("/proc/self/io").unwrap_or_default();
                field(&text, "write_bytes:").unwrap_or_default()
            }
        }
    }

    /// A short name of the source, such as `device 254:0`.
    pub fn source(&self) -> String {
        match self {
            Self::BlockDevice(device) => format!("device {device}"),
            Self::Process => "process".to_owned(),
        }
    }
}

#[cfg(unix)]
fn device_of(folder: &Path) -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    let device = fs::metadata(folder).ok()?.dev();
    Some(device_name(device))
}

#[cfg(not(unix))]
fn device_of(_: &Path) -> Option<String> {
    None
}

/// `MAJOR:MINOR` of a device number as Linux packs it: 12 bits of the major number above 8 bits of the minor number,
/// the other bits of both above them.
fn device_name(device: u64) -> String {
    let major = ((device >> 8) & 0xfff) | ((device >> 32) & 0xffff_f000);
    let minor = (device & 0xff) | ((device >> 12) & 0xffff_ff00);
    format!("{major}:{minor}")
}

fn written_by_device(device: &str) -> Option<u64> {
    let path: PathBuf = ["/sys/dev/block", device, "stat"].iter().collect();
    let text = fs::read_to_string(path).ok()?;
    // The seventh field is the number of sectors written.
    let sectors: u64 = text.split_whitespace().nth(6)?.parse().ok()?;
    Some(sectors.saturating_mul(SECTOR))
}

/// The time that the processors spent for this process, in the program and in the system, and for the processes of a
/// server, if there is one.
pub fn processor_time(server: Option<u32>) -> Duration {
    let own = stat("self").map_or(0, |stat| stat.own_ticks);
    let served: u64 = server.map_or(0, |server| {
        let main = stat(&server.to_string()).map_or(0, |stat| stat.own_ticks + stat.ended_ticks);
        main + children(server).into_iter().filter_map(|child| stat(&child)).map(|stat| stat.own_ticks).sum::<u64>()
    });
    TICK.saturating_mul(u32::try_from(own + served).unwrap_or(u32::MAX))
}

/// The largest memory of this process so far, in MiB. The processes of a server count with the memory that they do not
/// share, and the memory that they share counts once.
pub fn peak_memory(server: Option<u32>) -> f64 {
    let own = status("self", "VmHWM:");
    let served = server.map_or(0, |server| {
        let mut processes = children(server);
        processes.push(server.to_string());
        let shared = processes.iter().map(|process| status(process, "RssShmem:")).max().unwrap_or_default();
        shared + processes.iter().map(|process| status(process, "RssAnon:")).sum::<u64>()
    });
    (own + served) as f64 / 1_024.0
}

/// A field of `/proc/PID/status`, in KiB.
fn status(process: &str, name: &str) -> u64 {
    let text = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    field(&text, name).unwrap_or_default()
}

fn field(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

struct ProcessStat {
    parent: u32,
    own_ticks: u64,
    /// The time of the children that have ended.
    ended_ticks: u64,
}

fn stat(process: &str) -> Option<ProcessStat> {
    read_stat(&fs::read_to_string(format!("/proc/{process}/stat")).ok()?)
}

fn read_stat(text: &str) -> Option<ProcessStat> {
    // The name of the program is in brackets and can contain any character, so fields are counted after the last one.
    let (_, rest) = text.rsplit_once(')')?;
    let fields: Vec<&str> = rest.split_whitespace().collect();
    let number = |place: usize| -> Option<u64> { fields.get(place)?.parse().ok() };
    Some(ProcessStat {
        parent: fields.get(1)?.parse().ok()?,
        own_ticks: number(11)? + number(12)?,
        ended_ticks: number(13)? + number(14)?,
    })
}

fn children(of: u32) -> Vec<String> {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let names = processes.filter_map(|entry| entry.file_name().into_string().ok());
    let numbers = names.filter(|name| name.bytes().all(|byte| byte.is_ascii_digit()));
    numbers.filter(|process| stat(process).is_some_and(|stat| stat.parent == of)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_number_is_unpacked() {
        assert_eq!(device_name(65_024), "254:0");
        assert_eq!(device_name(0x801), "8:1");
        // The major number 4 660 and the minor number 74 565, both above their low bits.
        assert_eq!(device_name(0x0000_1000_1232_3445), "4660:74565");
    }

    #[test]
    fn the_times_of_a_process_are_found_after_a_name_with_brackets() {
        let text = "7 (a) b (c) S 5 7 7 0 -1 4194560 1 2 3 4 100 20 3 4 20 0 1 0 1 1 1";
        let stat = read_stat(text).unwrap();
        assert_eq!((stat.parent, stat.own_ticks, stat.ended_ticks), (5, 120, 7));
        assert!(read_stat("7 (a) S 5").is_none());
    }

    #[test]
    fn a_field_is_found_by_name() {
        assert_eq!(field("VmPeak:\t  9 kB\nVmHWM:\t  1234 kB\n", "VmHWM:"), Some(1_234));
        assert_eq!(field("VmPeak:\t 9 kB\n", "VmHWM:"), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn this_process_has_memory_and_time() {
        assert!(peak_memory(None) > 1.0);
        let before = processor_time(None);
        while processor_time(None) == before {
            std::hint::black_box((0..100_000_u64).sum::<u64>());
        }
    }
}
