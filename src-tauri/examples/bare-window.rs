//! A Tauri window with one line of text and nothing else: what `ui/e2e/start.mjs` holds the start of Battlebag against.

/// All there is to see.
const PAGE: &str = "<!doctype html><meta charset=utf-8><title>bare</title><p id=ready>ready</p>";

fn main() -> Result<(), tauri::Error> {
    let mut context = tauri::generate_context!();
    let page = "bare://localhost".parse().map(tauri::WebviewUrl::CustomProtocol);
    for window in &mut context.config_mut().app.windows {
        if let Ok(page) = &page {
            window.url = page.clone();
        }
        // The product's rules about content have nothing to do here.
        "bare".clone_into(&mut window.label);
    }
    tauri::Builder::default()
        .register_uri_scheme_protocol("bare", |_, _| {
            tauri::http::Response::builder()
                .header("content-type", "text/html")
                .body(PAGE.as_bytes().to_vec())
                .unwrap_or_default()
        })
        .run(context)
}
