//! Sets the SONAME of the shared library, which cargo does not do. Without it, a program would need the file name with
//! which it was linked.

fn main() {
    let version = |part: &str| std::env::var(format!("CARGO_PKG_VERSION_{part}")).unwrap_or_default();
    // Before 1.0 every minor version may change the interface.
    let soname = format!("libdefray.so.{}.{}", version("MAJOR"), version("MINOR"));
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,{soname}");
    }
    println!("cargo::rerun-if-changed=build.rs");
}
