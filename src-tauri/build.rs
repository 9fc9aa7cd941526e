//! Writes the permission for the one command of the window, and nothing more.

fn main() {
    let manifest = tauri_build::AppManifest::new().commands(&["call"]);
    if let Err(error) = tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest)) {
        println!("cargo::error=the window's manifest cannot be built: {error:#}");
    }
}
