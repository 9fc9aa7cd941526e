//! The one table of use cases: name, request, response. From it come the dispatch that both shells call and the
//! TypeScript that the front end is checked against.

/// Declares every use case once.
#[macro_export]
macro_rules! use_cases {
    ($($(#[$doc:meta])* $name:ident : $request:ty => $response:ty = $function:path;)+) => {
        /// Names of every use case, in the order of the table.
        pub const NAMES: &[&str] = &[$(stringify!($name)),+];

        /// Calls a use case by name with a JSON request.
        pub fn dispatch(
            station: &$crate::Station,
            name: &str,
            request: serde_json::Value,
        ) -> Result<serde_json::Value, $crate::ErrorView> {
            match name {
                $(stringify!($name) => {
                    let request: $request = serde_json::from_value(request).map_err(|e| {
                        $crate::ErrorView::new(
                            $crate::ErrorKind::BadInput,
                            format!("The request {name} cannot be read: {e}."),
                            "Start Battlebag again; if it happens again, the window and the program are of different versions.",
                        )
                    })?;
                    let response = $function(station, request)?;
                    serde_json::to_value(response).map_err(|e| {
                        $crate::ErrorView::new($crate::ErrorKind::Broken, format!("The answer to {name} cannot be written: {e}."), "Tell whoever looks after Battlebag.")
                    })
                })+
                _ => Err($crate::ErrorView::new(
                    $crate::ErrorKind::NotFound,
                    format!("There is no use case called {name}."),
                    "Start Battlebag again; if it happens again, the window and the program are of different versions.",
                )),
            }
        }

        /// The TypeScript of the table: an interface `Commands` with a request and a response a name.
        pub fn typescript_table(config: &ts_rs::Config) -> String {
            use ts_rs::TS as _;
            let mut rows = String::new();
            $(
                rows.push_str(&$crate::table::doc(&[$(stringify!($doc)),*]));
                rows.push_str(&format!(
                    "  {}: {{ request: {}; response: {} }};\n",
                    stringify!($name),
                    <$request>::name(config),
                    <$response>::name(config),
                ));
            )+
            rows
        }

        /// Writes one TypeScript file a type into `folder`.
        pub fn export_types(config: &ts_rs::Config) -> Result<(), ts_rs::ExportError> {
            use ts_rs::TS as _;
            $(
                <$request>::export_all(config)?;
                <$response>::export_all(config)?;
            )+
            $crate::ErrorView::export_all(config)
        }

        /// Names of the types in the table's own signatures, for the import line.
        pub fn typescript_imports(config: &ts_rs::Config) -> std::collections::BTreeSet<String> {
            use ts_rs::TS as _;
            let mut names = std::collections::BTreeSet::new();
            $(
                names.insert(<$request>::name(config));
                names.insert(<$response>::name(config));
            )+
            names
        }
    };
}

/// A doc attribute (`doc = " text"`) as a TypeScript comment line.
pub fn doc(attributes: &[&str]) -> String {
    let texts = attributes.iter().filter_map(|a| a.split_once('"'));
    texts.fold(String::new(), |lines, (_, text)| {
        lines + "  /** " + text.trim_end_matches('"').trim() + " */\n"
    })
}
