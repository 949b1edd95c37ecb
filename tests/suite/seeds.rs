//! The inputs that fuzzing starts from, and those that once broke something: each goes through its
//! target, and must do no harm. So do all organisations that the rules are proved by.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use polity::model::Format;

use crate::support::{files_below, project};

#[path = "../fuzz/targets/mod.rs"]
mod targets;

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

/// Runs a target and tells which input it was that broke it.
fn survives(target: &str, input: &str, bytes: &[u8]) -> Result<(), String> {
    std::panic::catch_unwind(|| targets::run(target, bytes)).map_err(|cause| {
        let text = cause.downcast_ref::<String>().cloned();
        let text = text.or_else(|| cause.downcast_ref::<&str>().map(|s| (*s).to_owned()));
        format!("{target}: {input}: {}", text.unwrap_or_default())
    })
}

fn none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_seed_keeps_the_laws_of_its_target() {
    let seeds = project("tests/fuzz/seeds");
    let known: BTreeSet<String> = targets::TARGETS.iter().map(|t| t.0.to_owned()).collect();
    let folders: BTreeSet<String> = entries(&seeds).iter().map(|path| name(path)).collect();
    assert_eq!(
        folders, known,
        "a target has no seeds, or seeds have no target"
    );
    let bins = entries(&project("tests/fuzz/bins"));
    let bins: BTreeSet<String> = bins
        .iter()
        .map(|path| name(path).replace(".rs", ""))
        .collect();
    assert_eq!(
        bins, known,
        "a target has no program, or a program has no target"
    );
    let mut wrong = Vec::new();
    for target in &known {
        for seed in entries(&seeds.join(target)) {
            wrong.extend(survives(target, &name(&seed), &fs::read(&seed).unwrap()).err());
        }
    }
    none(&wrong);
}

/// The files below a folder as the targets take them.
fn bundle(folder: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    for file in files_below(folder) {
        let path = file
            .strip_prefix(folder)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        bytes.extend(format!("=== {path}\n").into_bytes());
        bytes.extend(fs::read(&file).unwrap());
        bytes.push(b'\n');
    }
    bytes
}

#[test]
fn every_organisation_that_proves_a_rule_keeps_the_laws() {
    let mut wrong = Vec::new();
    let mut formats = BTreeSet::new();
    let rules = entries(&project("tests/fixtures/rules"));
    for rule in rules.into_iter().filter(|path| path.is_dir()) {
        for half in ["fires", "silent"] {
            for case in entries(&rule.join(half)) {
                let new = case.join("new");
                let folder = if new.is_dir() { new } else { case };
                let bytes = bundle(&folder);
                let tree = polity::tree::WorkTree::open(&folder).unwrap();
                let entries = polity::tree::Tree::entries(&tree).unwrap();
                let format = polity::load::detect(&entries).unwrap();
                let target = match format {
                    Format::Native => "native",
                    Format::RustTeam => "rust_team",
                    Format::Kubernetes => "kubernetes",
                    Format::Peribolos => "peribolos",
                    Format::OpenStack => "openstack",
                    Format::CloudFoundry => "cloud_foundry",
                };
                formats.insert(target);
                wrong.extend(survives(target, &folder.display().to_string(), &bytes).err());
            }
        }
    }
    none(&wrong);
    assert_eq!(formats.len(), Format::ALL.len(), "{formats:?}");
}
