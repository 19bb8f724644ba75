//! Limits of the sandbox that no scenario shows quickly.

use super::*;

fn fresh() -> (Lua, Rc<Trace>) {
    let stage: Rc<dyn Stage> = Rc::new(stage::Declaration);
    create(Files::Folder("".into()), &stage).unwrap()
}

#[test]
fn work_on_many_rows_uses_up_the_instructions_of_a_call() {
    let (lua, trace) = fresh();
    let calls = (0..).take_while(|_| charge(&lua, 1_000_000_000).is_ok());
    assert_eq!(calls.count(), 9);
    assert!(trace.exhausted.get());
    trace.begin();
    assert!(charge(&lua, 1000).is_ok());
}

#[test]
fn functions_are_only_parsed_where_the_scenario_is_declared() {
    let (lua, _) = fresh();
    let text = "return function(f) return f.price end";
    for (parsed, known) in [(false, false), (true, true)] {
        let made = compile(&lua, text, "rules.lua", parsed).unwrap();
        let function: Function = made.call(()).unwrap();
        assert_eq!(compiler::knows(&lua, &function), known);
    }
}
