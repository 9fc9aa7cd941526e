//! The crates of the build, as cargo resolves them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

/// Why one crate needs another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// It is in the program.
    Normal,
    /// Only its tests and benches use it.
    Dev,
    /// Only its build script uses it.
    Build,
}

/// A line under a manifest's dependencies, for any platform.
#[derive(Debug, Clone, Deserialize)]
pub struct Dependency {
    /// The crate.
    pub name: String,
    /// Why.
    #[serde(deserialize_with = "kind")]
    pub kind: Kind,
}

/// One crate.
#[derive(Debug, Clone, Deserialize)]
pub struct Package {
    /// Cargo's name for this very version.
    pub id: String,
    /// Name.
    pub name: String,
    /// Its Cargo.toml.
    pub manifest_path: PathBuf,
    /// What its manifest asks for.
    pub dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Edge {
    pkg: String,
    dep_kinds: Vec<EdgeKind>,
}

#[derive(Deserialize)]
struct EdgeKind {
    #[serde(deserialize_with = "kind")]
    kind: Kind,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Edge>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    workspace_members: Vec<String>,
    resolve: Resolve,
}

/// Every crate of the build on this machine, and which needs which.
pub struct Crates {
    packages: BTreeMap<String, Package>,
    members: BTreeSet<String>,
    edges: BTreeMap<String, Vec<(Kind, String)>>,
}

fn kind<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Kind, D::Error> {
    Ok(Option::<Kind>::deserialize(from)?.unwrap_or(Kind::Normal))
}

impl Crates {
    /// Asks cargo about the workspace in `root`.
    pub fn of(root: &Path) -> Result<Self, String> {
        let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
        let host = host_platform()?;
        let told = Command::new(cargo)
            .args([
                "metadata",
                "--format-version",
                "1",
                "--locked",
                "--filter-platform",
                &host,
            ])
            .current_dir(root)
            .output()
            .map_err(|e| format!("cargo metadata cannot be run: {e}"))?;
        if !told.status.success() {
            return Err(format!(
                "cargo metadata failed: {}",
                String::from_utf8_lossy(&told.stderr)
            ));
        }
        let told: Metadata =
            serde_json::from_slice(&told.stdout).map_err(|e| format!("cargo metadata: {e}"))?;
        let edges = told
            .resolve
            .nodes
            .into_iter()
            .map(|n| (n.id, edges_of(n.deps)))
            .collect();
        Ok(Self {
            packages: told.packages.into_iter().map(|p| (p.id.clone(), p)).collect(),
            members: told.workspace_members.into_iter().collect(),
            edges,
        })
    }

    /// Our own crates.
    pub fn ours(&self) -> impl Iterator<Item = &Package> {
        self.members.iter().filter_map(|id| self.packages.get(id))
    }

    /// Ways from `from` to any crate whose name `is_wanted`, over edges of the kinds given, each as names in order.
    /// The shortest way to each is given; `from` itself is never wanted.
    pub fn ways(&self, from: &Package, kinds: &[Kind], is_wanted: impl Fn(&str) -> bool) -> Vec<Vec<String>> {
        let mut came_from: BTreeMap<&str, &str> = BTreeMap::new();
        let mut reached = vec![from.id.as_str()];
        let mut ways = Vec::new();
        let mut next = 0;
        while let Some(&at) = reached.get(next) {
            next += 1;
            for (kind, to) in self.edges.get(at).into_iter().flatten() {
                if !kinds.contains(kind) || to == &from.id || came_from.contains_key(to.as_str()) {
                    continue;
                }
                came_from.insert(to, at);
                reached.push(to);
                if is_wanted(self.name(to)) {
                    ways.push(self.way_back(&came_from, to));
                }
            }
        }
        ways
    }

    fn way_back(&self, came_from: &BTreeMap<&str, &str>, to: &str) -> Vec<String> {
        let mut way = vec![self.name(to).to_owned()];
        let mut at = to;
        while let Some(before) = came_from.get(at) {
            way.push(self.name(before).to_owned());
            at = before;
        }
        way.reverse();
        way
    }

    fn name<'a>(&'a self, id: &'a str) -> &'a str {
        self.packages.get(id).map_or(id, |p| p.name.as_str())
    }
}

fn edges_of(deps: Vec<Edge>) -> Vec<(Kind, String)> {
    deps.into_iter()
        .flat_map(|d| {
            d.dep_kinds
                .into_iter()
                .map(move |k| (k.kind, d.pkg.clone()))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The platform that this machine builds for, so that nothing made for others has to be fetched.
fn host_platform() -> Result<String, String> {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let told = Command::new(rustc)
        .arg("-vV")
        .output()
        .map_err(|e| format!("rustc cannot be run: {e}"))?;
    String::from_utf8_lossy(&told.stdout)
        .lines()
        .find_map(|l| l.strip_prefix("host: ").map(str::to_owned))
        .ok_or_else(|| "rustc does not say which platform it builds for".to_owned())
}
