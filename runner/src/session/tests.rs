//! A run period by period, apart from Python.

use std::sync::Arc;

use super::config::{Configured, read};
use super::{Asked, Session, Stop, Unusable};
use crate::cli::Settings;
use crate::reference;

const SMALL: &str = r#"{"scale": 0.0002, "random_seed": 3}"#;

fn begin(json: &str) -> Session {
    let Configured {
        prepared, choice, ..
    } = read(json).unwrap();
    Session::new(Arc::new(prepared), Settings::default(), choice).unwrap()
}

fn pull(value: f64) -> Asked {
    Asked {
        lever: "policy_rate".into(),
        size: "pp".into(),
        value,
        codes: Vec::new(),
    }
}

fn run(session: &mut Session, periods: u32) {
    for _ in 0..periods {
        session.step().unwrap();
    }
}

/// Series to the last bit; some do not exist in the base period.
fn bits(session: &Session) -> Vec<u64> {
    let values = session.series().iter().flatten();
    values.map(|value| value.to_bits()).collect()
}

#[test]
fn a_run_goes_on_from_bytes_with_all_that_waits() {
    let mut session = begin(SMALL);
    run(&mut session, 2);
    session.set("tax_income", 0.3).unwrap();
    session.pull(pull(1.0)).unwrap();
    let packed = session.pack().unwrap();
    let mut again = Session::unpack(&packed).unwrap();
    run(&mut session, 2);
    run(&mut again, 2);
    assert_eq!(bits(&session), bits(&again));
    assert!(session.simulation().economy == again.simulation().economy);
}

#[test]
fn other_bytes_are_refused() {
    let packed = begin(SMALL).pack().unwrap();
    let refused = |bytes: &[u8]| Session::unpack(bytes).err().unwrap();
    assert!(matches!(refused(b"no run"), Unusable::Bytes));
    assert!(matches!(
        refused(&packed[..packed.len() / 2]),
        Unusable::Bytes
    ));
    let mut other = packed.clone();
    other[0] = if other[0] == b'0' { b'1' } else { b'0' };
    assert!(matches!(refused(&other), Unusable::Program));
}

#[test]
fn a_state_that_is_held_stays_as_it_is_and_is_come_back_to() {
    let mut session = begin(SMALL);
    session.step().unwrap();
    let held = Arc::clone(session.simulation());
    let (economy, snapshot) = (held.economy.clone(), session.snapshot().unwrap());
    run(&mut session, 2);
    assert!(held.economy == economy);
    let first = bits(&session);
    session.restore(&snapshot).unwrap();
    assert!(session.simulation().economy == economy);
    run(&mut session, 2);
    assert_eq!(bits(&session), first);
}

#[test]
fn a_run_that_has_failed_goes_on_only_from_a_snapshot() {
    let mut session = begin(SMALL);
    let snapshot = session.snapshot().unwrap();
    session.pull(pull(9000.0)).unwrap();
    assert!(matches!(session.step(), Err(Stop::Run(_))));
    assert!(matches!(session.step(), Err(Stop::Before(_))));
    assert!(matches!(session.pack(), Err(Unusable::Failed)));
    session.restore(&snapshot).unwrap();
    run(&mut session, 1);
}

#[test]
fn a_model_is_read_again_from_the_published_format() {
    let session = begin(r#"{"scale": 0.0002, "deterministic": true}"#);
    let model = session.opening();
    let (parameters, initial) = reference::published(model);
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, value: &serde_json::Value| {
        let path = folder.path().join(name);
        std::fs::write(&path, value.to_string()).unwrap();
        path
    };
    let switches = model.parameters().switches;
    let again = reference::read(&file("p", &parameters), &file("i", &initial), switches).unwrap();
    // Regions and the words for industries are not part of it.
    let mut ours = model.initial().clone();
    ours.regions.clear();
    assert_eq!(*again.initial(), ours);
    let (found, ours) = (again.parameters(), model.parameters());
    assert_eq!(found.input_shares, ours.input_shares);
    assert_eq!(found.firms_per_industry, ours.firms_per_industry);
    assert_eq!(found.labour_productivity, ours.labour_productivity);
    assert_eq!(found.exports, ours.exports);
    assert_eq!(found.shock_covariance, ours.shock_covariance);
    for name in [
        "tax_income",
        "dividend_payout",
        "taylor_growth",
        "loan_to_value",
    ] {
        assert_eq!(found.scalars.get(name), ours.scalars.get(name), "{name}");
    }
}

#[test]
fn a_snapshot_of_another_run_is_refused() {
    let snapshot = begin(SMALL).snapshot().unwrap();
    let same = begin(SMALL).restore(&snapshot);
    assert!(same.is_ok());
    let without_draws = SMALL.replace('}', ", \"deterministic\": true}");
    for other in [SMALL.replace('3', "4"), without_draws] {
        assert!(matches!(begin(&other).restore(&snapshot), Err(Stop::Other)));
    }
}
