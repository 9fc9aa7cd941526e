//! The screens without a window, for browser tests: one page, one call, on loopback, behind a random token.
//!
//! It is not part of what a hospital installs.
#![allow(clippy::print_stdout, clippy::print_stderr)] // its one line of output is the address to open

mod browser;
mod screens;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use battlebag_commands::{ErrorView, Machine, Station, places};
use browser::Browser;
use clap::Parser;
use screens::Screens;
use serde::{Deserialize, Serialize};

/// Serves the screens on loopback.
#[derive(Debug, Parser)]
#[command(name = "battlebag-headless", version, about)]
struct Args {
    /// Folder of the encrypted home.
    #[arg(long, env = "BATTLEBAG_HOME")]
    home: Option<PathBuf>,
    /// Folder of the built screens (ui/dist).
    #[arg(long, default_value = "ui/dist")]
    ui: PathBuf,
    /// Port; 0 for any.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Folder that PDFs go to.
    #[arg(long)]
    paper: Option<PathBuf>,
}

struct Served {
    station: Station,
    screens: Screens,
    token: String,
}

#[derive(Deserialize)]
struct Call {
    cmd: String,
    payload: serde_json::Value,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    Ok(serde_json::Value),
    Error(ErrorView),
}

async fn call(State(served): State<Arc<Served>>, headers: HeaderMap, Json(call): Json<Call>) -> Response {
    if headers
        .get("x-battlebag-token")
        .is_none_or(|t| t.as_bytes() != served.token.as_bytes())
    {
        return StatusCode::FORBIDDEN.into_response();
    }
    let answer = tokio::task::spawn_blocking(move || served.station.call(&call.cmd, call.payload)).await;
    match answer {
        Ok(Ok(value)) => Json(Answer::Ok(value)).into_response(),
        Ok(Err(error)) => Json(Answer::Error(error)).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn page(State(served): State<Arc<Served>>, path: Option<Path<String>>) -> Response {
    let path = path.map_or_else(|| "index.html".to_owned(), |Path(p)| p);
    match served.screens.get(&path) {
        Some((kind, bytes)) => (
            [
                (header::CONTENT_TYPE, kind),
                (header::CONTENT_SECURITY_POLICY, screens::POLICY),
            ],
            bytes,
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn serve(args: Args) -> Result<(), String> {
    let screens = Screens::read(&args.ui)?;
    let mut token = [0_u8; 16];
    getrandom::fill(&mut token).map_err(|e| format!("the machine gives no random numbers: {e}"))?;
    let token = hex::encode(token);
    let machine = Machine {
        paper: args.paper.unwrap_or_else(places::paper_folder),
    };
    let station = Station::new(Arc::new(Browser { machine }), &places::home_folder(args.home));
    let served = Arc::new(Served {
        station,
        screens,
        token: token.clone(),
    });
    let app = Router::new()
        .route("/", get(page))
        .route("/call", post(call))
        .route("/{*path}", get(page))
        .with_state(served);
    let at = SocketAddr::from((Ipv4Addr::LOCALHOST, args.port));
    let listener = tokio::net::TcpListener::bind(at)
        .await
        .map_err(|e| format!("{at} cannot be opened: {e}"))?;
    let at = listener.local_addr().map_err(|e| e.to_string())?;
    println!("http://{at}/#{token}");
    axum::serve(listener, app).await.map_err(|e| e.to_string())
}

#[tokio::main]
async fn main() -> ExitCode {
    battlebag_commands::dumps::refuse();
    match serve(Args::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("Error: {why}");
            ExitCode::FAILURE
        }
    }
}
