//! States of a small economy: whole, cut short, altered, of others, and left in the middle of a phase.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use engine::calibration::Calibration;
use engine::parameters::{Frequency, Model};
use engine::simulation::{Simulation, Site};

use super::{Basis, Every, Keeper, Origin, state};
use crate::calibrations;
use crate::scenario::check::CALIBRATION;
use crate::scenario::place::Place;

fn model() -> Arc<Model> {
    let files = calibrations::find(CALIBRATION, Path::new(""), &Place::Default).unwrap();
    let calibration = Calibration::read(&files.texts).unwrap();
    let (parameters, initial) = calibration.model(1.0 / 10_000.0).unwrap();
    Arc::new(Model::new(parameters, initial).unwrap())
}

fn begin(model: &Arc<Model>) -> Simulation {
    Simulation::new(Arc::clone(model), 3, 1).unwrap()
}

fn origin(run: u32) -> Origin {
    let files = calibrations::find(CALIBRATION, Path::new(""), &Place::Default).unwrap();
    let calibration = Calibration::read(&files.texts).unwrap();
    Origin {
        basis: Basis::new(&files, &calibration, &model(), 0.0001),
        scenario_hash: "a hash".into(),
        branch: "base".into(),
        point: 0,
        run,
    }
}

fn keeper(folder: &Path) -> Keeper {
    Keeper::new(
        folder.to_owned(),
        Every::Periods(1, Frequency::Quarter),
        origin(1),
    )
}

/// What a keeper finds: what was made, the simulation, and what it warns of.
fn restored(folder: &Path, model: &Arc<Model>) -> (Option<(Simulation, u32)>, String) {
    let warnings = RefCell::new(String::new());
    let found = keeper(folder).restore(
        || Ok::<_, ()>(begin(model)),
        |warning| warnings.borrow_mut().push_str(&warning),
    );
    (found.unwrap(), warnings.into_inner())
}

#[test]
fn a_run_left_in_any_phase_goes_on_from_its_last_state() {
    let (model, folder) = (model(), tempfile::tempdir().unwrap());
    let mut whole = begin(&model);
    for _ in 0..2 {
        whole.step().unwrap();
    }
    keeper(folder.path()).keep(&whole, &7_u32).unwrap();
    for _ in 0..2 {
        whole.step().unwrap();
    }
    for site in Site::all() {
        let (found, warnings) = restored(folder.path(), &model);
        let (mut simulation, made) = found.unwrap();
        assert_eq!((made, simulation.period(), &*warnings), (7, 2, ""));
        simulation.step().unwrap();
        let mut leave = |here: &Site, _: &mut Simulation| {
            if *here == site { Err("left") } else { Ok(()) }
        };
        assert!(simulation.step_with(&mut leave).is_err(), "{site:?}");
    }
    let (mut simulation, _) = restored(folder.path(), &model).0.unwrap();
    for _ in 0..2 {
        simulation.step().unwrap();
    }
    assert_eq!(simulation.economy, whole.economy);
}

#[test]
fn every_file_that_is_missing_cut_or_altered_is_named_and_the_state_before_is_used() {
    let (model, folder) = (model(), tempfile::tempdir().unwrap());
    let mut keeper = keeper(folder.path());
    let mut simulation = begin(&model);
    for quarter in 1..=3_u32 {
        simulation.step().unwrap();
        keeper.keep(&simulation, &quarter).unwrap();
    }
    let last = folder.path().join("3");
    let files: BTreeMap<String, Vec<u8>> = fs::read_dir(&last)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read(path).unwrap())
        })
        .collect();
    assert!(files.len() > 60 && files.contains_key("firms.price.arrow"));
    for (name, bytes) in &files {
        let path = last.join(name);
        let check = |what: &str| {
            let (found, warnings) = restored(folder.path(), &model);
            let (simulation, made) = found.unwrap();
            assert_eq!((made, simulation.period()), (2, 2), "{name} {what}");
            let told = format!("{}/3 is not used: {name} ", folder.path().display());
            assert!(warnings.contains(&told), "{name} {what}: {warnings}");
        };
        fs::remove_file(&path).unwrap();
        check("missing");
        std::os::unix::fs::symlink("/dev/zero", &path).unwrap();
        check("without an end");
        fs::remove_file(&path).unwrap();
        for length in [0, bytes.len() / 2, bytes.len() - 1] {
            fs::write(&path, &bytes[..length]).unwrap();
            check("cut");
        }
        for place in [0, bytes.len() / 2, bytes.len() - 1] {
            let mut altered = bytes.clone();
            altered[place] ^= 16;
            fs::write(&path, altered).unwrap();
            check("altered");
        }
        fs::write(&path, bytes).unwrap();
    }
    assert_eq!(restored(folder.path(), &model).0.unwrap().1, 3);
    fs::remove_dir_all(folder.path().join("2")).unwrap();
    fs::remove_file(last.join("head")).unwrap();
    // The first is kept because it was made safe.
    assert_eq!(restored(folder.path(), &model).0.unwrap().1, 1);
    fs::remove_dir_all(folder.path().join("1")).unwrap();
    assert!(restored(folder.path(), &model).0.is_none());
}

#[test]
fn states_of_other_runs_and_programs_are_told_apart() {
    let (model, folder) = (model(), tempfile::tempdir().unwrap());
    let place = folder.path().join("0");
    state::write(&place, &begin(&model), origin(2), &0_u32, true).unwrap();
    let (found, warnings) = restored(folder.path(), &model);
    assert!(found.is_none() && warnings.contains("it is of another run"));
    // The head of another version, whole, though nothing of what follows can be read.
    let mut head = b"runner 0.0.9 0123abcd\n and what that version knows".to_vec();
    head.extend(blake3::hash(&head).as_bytes());
    fs::write(place.join("head"), head).unwrap();
    let (found, warnings) = restored(folder.path(), &model);
    assert!(found.is_none());
    assert!(warnings.contains("written by runner 0.0.9, which is another version"));
}

#[test]
fn the_last_two_states_are_kept_and_a_half_written_one_is_none() {
    let (model, folder) = (model(), tempfile::tempdir().unwrap());
    let mut keeper = keeper(folder.path());
    let mut simulation = begin(&model);
    for quarter in 1..=4_u32 {
        simulation.step().unwrap();
        keeper.keep(&simulation, &quarter).unwrap();
    }
    // The first is safe from the end of the machine, the others only from that of the program.
    assert_eq!(super::kept(folder.path()), [4, 3, 1]);
    fs::rename(folder.path().join("4"), folder.path().join("4.partial")).unwrap();
    assert_eq!(restored(folder.path(), &model).0.unwrap().1, 3);
}

#[test]
fn a_state_that_cannot_be_written_leaves_those_before() {
    let (model, folder) = (model(), tempfile::tempdir().unwrap());
    let [states, aside] = ["0", "aside"].map(|name| folder.path().join(name));
    let mut keeper = keeper(&states);
    let mut simulation = begin(&model);
    simulation.step().unwrap();
    keeper.keep(&simulation, &1_u32).unwrap();
    simulation.step().unwrap();
    // A file is in the way of the folder.
    fs::rename(&states, &aside).unwrap();
    fs::write(&states, "").unwrap();
    let told = keeper.keep(&simulation, &2_u32).unwrap_err().unwrap();
    assert!(told.contains("/2 cannot be written"), "{told}");
    fs::remove_file(&states).unwrap();
    fs::rename(&aside, &states).unwrap();
    assert_eq!(restored(&states, &model).0.unwrap().1, 1);
}
