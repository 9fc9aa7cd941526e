//! One window, one command: it unpacks a call and hands it to the use cases.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use battlebag_commands::views::ChoiceKind;
use battlebag_commands::{ErrorView, Host, KdfCost, Machine, Station, places};
use clap::Parser;
use tauri::{AppHandle, Manager as _, WebviewWindow};
use tauri_plugin_dialog::DialogExt as _;

/// The Battlebag window.
#[derive(Debug, Parser)]
#[command(name = "battlebag-desktop", version, about)]
struct Args {
    /// Folder of the encrypted home.
    #[arg(long, env = "BATTLEBAG_HOME")]
    home: Option<PathBuf>,
    /// Folder that PDFs go to unless the person says otherwise.
    #[arg(long)]
    paper: Option<PathBuf>,
}

/// How the names of files end that a census is read from; a feed under another name is chosen among every file.
const CENSUS_FILES: &[&str] = &[
    "csv", "tsv", "txt", "xlsx", "xlsm", "xlsb", "xls", "ods", "hl7", "json", "ndjson", "xml", "gz", "zip",
];

/// How the name of a signed bag ends.
const BAG_FILES: &[&str] = &["battlebag-bag"];

/// The machine, with the window's file dialogs.
struct Desktop {
    machine: Machine,
    app: AppHandle,
}

impl Host for Desktop {
    fn now(&self) -> battlebag_commands::Instant {
        self.machine.now()
    }

    fn fill_random(&self, bytes: &mut [u8]) -> Result<(), String> {
        self.machine.fill_random(bytes)
    }

    fn can_choose_files(&self) -> bool {
        true
    }

    fn choose(&self, kind: ChoiceKind) -> Vec<PathBuf> {
        let dialog = self.app.dialog().file();
        let chosen = match kind {
            ChoiceKind::CensusFiles => dialog
                .set_title("Census files")
                .add_filter("Lists, spreadsheets, HL7 and FHIR", CENSUS_FILES)
                .add_filter("Every file", &["*"])
                .blocking_pick_files()
                .unwrap_or_default(),
            ChoiceKind::CensusFolder => dialog
                .set_title("Folder with census files")
                .blocking_pick_folder()
                .into_iter()
                .collect(),
            ChoiceKind::PaperFolder => dialog
                .set_title("Folder for the PDFs")
                .blocking_pick_folder()
                .into_iter()
                .collect(),
            ChoiceKind::BackupFolder => dialog
                .set_title("Folder for the backups")
                .blocking_pick_folder()
                .into_iter()
                .collect(),
            ChoiceKind::BackupFile => dialog
                .set_title("Backup to restore")
                .add_filter("Battlebag backup", &["battlebag-backup"])
                .blocking_pick_file()
                .into_iter()
                .collect(),
            ChoiceKind::RegisterFile => dialog
                .set_title("The hospital's own systems")
                .add_filter("A table (CSV) or TOML", &["csv", "txt", "toml"])
                .blocking_pick_file()
                .into_iter()
                .collect(),
            ChoiceKind::BagFile => dialog
                .set_title("Bag to take in")
                .add_filter("Battle bag", BAG_FILES)
                .blocking_pick_file()
                .into_iter()
                .collect(),
            ChoiceKind::BagTo => dialog
                .set_title("Write the bag to")
                .add_filter("Battle bag", BAG_FILES)
                .set_file_name("Battle bag.battlebag-bag")
                .blocking_save_file()
                .into_iter()
                .collect(),
        };
        chosen.into_iter().filter_map(|p| p.into_path().ok()).collect()
    }

    fn paper_folder(&self) -> PathBuf {
        self.machine.paper_folder()
    }

    fn kdf_cost(&self) -> KdfCost {
        self.machine.kdf_cost()
    }

    fn holds_as(&self) -> Option<&str> {
        Some("window")
    }

    fn machine_name(&self) -> String {
        self.machine.machine_name()
    }
}

/// The only command of the window.
#[allow(clippy::needless_pass_by_value)] // Tauri hands each argument over
#[tauri::command(async)]
fn call(
    window: WebviewWindow,
    station: tauri::State<'_, Station>,
    cmd: &str,
    payload: serde_json::Value,
) -> Result<serde_json::Value, ErrorView> {
    let answer = station.call(cmd, payload);
    // The title never names a patient; EXERCISE comes first in a drill.
    let _ = window.set_title(&station.title());
    answer
}

/// Opens the window and stays until it closes.
pub fn run() -> ExitCode {
    let args = Args::parse();
    let opened = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .setup(move |app| {
            let machine = Machine {
                paper: args.paper.unwrap_or_else(places::paper_folder),
            };
            let host = Arc::new(Desktop {
                machine,
                app: app.handle().clone(),
            });
            app.manage(Station::new(host, &places::home_folder(args.home)));
            Ok(())
        })
        .invoke_handler(tauri::generate_handler![call])
        .run(tauri::generate_context!());
    match opened {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // There is no window to show it in.
            #[allow(clippy::print_stderr)]
            {
                eprintln!("Error: the Battlebag window cannot open: {error}.");
                eprintln!(
                    "Hint: use the battlebag command instead; on Linux, look whether libwebkit2gtk-4.1-0 is installed and a display is there."
                );
            }
            ExitCode::FAILURE
        }
    }
}
