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

/// What could be reached through a text, were there a way to its metatable.
#[test]
fn the_metatable_of_texts_is_shut_and_leads_to_the_safe_library() {
    let (lua, _) = fresh();
    let shared = lua.type_metatable::<mlua::LuaString>().unwrap();
    assert_eq!(
        shared.get::<Value>("__metatable").unwrap(),
        Value::Boolean(false)
    );
    let methods: Table = shared.get("__index").unwrap();
    let library: Table = lua.globals().get("string").unwrap();
    assert_eq!(methods, compiler::behind(library));
    let dump: Function = methods.get("dump").unwrap();
    let refused = dump.call::<Value>(dump.clone()).unwrap_err().to_string();
    assert!(refused.contains("string.dump is not part"), "{refused}");
    let trusting = Lua::new();
    let open = trusting.type_metatable::<mlua::LuaString>().unwrap();
    assert!(open.get::<Value>("__metatable").unwrap().is_nil());
}

#[test]
fn a_compiled_chunk_is_refused_before_it_is_looked_at() {
    let (lua, _) = fresh();
    let refused = compile(&lua, "\u{1b}Lua\u{54}", "compiled.lua", false).unwrap_err();
    assert!(
        refused
            .to_string()
            .contains("attempt to load a binary chunk"),
        "{refused}"
    );
}
