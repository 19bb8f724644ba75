//! Which variable a name means, which variables a function takes from around it, and where each is
//! assigned: asked by the adapter while it reads a file from top to bottom.

use super::ast::{Binding, Chunk, Declaration, DeclarationId, Function, FunctionId, Span};

/// Names in force at one place of a file, and what is known of the file so far.
pub struct Scopes {
    /// The file.
    pub chunk: Chunk,
    /// Names in force, the innermost last.
    visible: Vec<DeclarationId>,
    /// Where blocks begin in `visible`.
    blocks: Vec<usize>,
    /// Functions around the place, the innermost last.
    functions: Vec<FunctionId>,
}

impl Scopes {
    /// A file that is still to be read.
    pub fn new(chunk: Chunk) -> Self {
        Scopes {
            chunk,
            visible: Vec::new(),
            blocks: Vec::new(),
            functions: Vec::new(),
        }
    }

    /// Enters a function.
    pub fn open_function(&mut self, span: Span, inside: usize) -> FunctionId {
        let id = self.chunk.functions.len();
        self.chunk.functions.push(Function {
            parent: self.functions.last().copied(),
            span,
            inside,
            ..Function::default()
        });
        self.functions.push(id);
        self.open_block();
        id
    }

    /// Leaves it.
    pub fn close_function(&mut self) {
        self.close_block();
        self.functions.pop();
    }

    /// Enters a block.
    pub fn open_block(&mut self) {
        self.blocks.push(self.visible.len());
    }

    /// Leaves it: its names are forgotten.
    pub fn close_block(&mut self) {
        self.visible.truncate(self.blocks.pop().unwrap_or(0));
    }

    /// Declares a variable; `reveal` makes it visible.
    pub fn declare(&mut self, name: String, span: Span) -> DeclarationId {
        self.chunk.declarations.push(Declaration {
            name,
            span,
            function: self.here(),
            captured: false,
            writes: Vec::new(),
            entry_writes: Vec::new(),
        });
        self.chunk.declarations.len() - 1
    }

    /// From here on the name of `declaration` means it.
    pub fn reveal(&mut self, declaration: DeclarationId) {
        self.visible.push(declaration);
    }

    /// What `name` means here. A variable of a function around this one becomes an upvalue of every
    /// function in between.
    pub fn find(&mut self, name: &str) -> Binding {
        let declarations = &mut self.chunk.declarations;
        let visible = self.visible.iter().rev();
        let Some(&id) = visible
            .into_iter()
            .find(|&&id| declarations[id].name == name)
        else {
            return Binding::Global;
        };
        let owner = declarations[id].function;
        for &function in self.functions.iter().rev() {
            if function == owner {
                break;
            }
            declarations[id].captured = true;
            let upvalues = &mut self.chunk.functions[function].upvalues;
            if !upvalues.contains(&id) {
                upvalues.push(id);
            }
        }
        Binding::Local(id)
    }

    /// `declaration` is assigned at `span`.
    pub fn write(&mut self, declaration: DeclarationId, span: Span) {
        let here = self.here();
        self.chunk.declarations[declaration]
            .writes
            .push((span, here));
    }

    /// An entry of the table in `declaration` is assigned at `span`.
    pub fn write_entry(&mut self, declaration: DeclarationId, span: Span) {
        let here = self.here();
        self.chunk.declarations[declaration]
            .entry_writes
            .push((span, here));
    }

    /// The function around this place.
    fn here(&self) -> FunctionId {
        self.functions.last().copied().unwrap_or(0)
    }
}

impl Declaration {
    /// An assignment that can still happen when the file has run: one in a function inside the one
    /// whose variable it is.
    pub fn later_write(&self) -> Option<Span> {
        self.later(&self.writes)
    }

    /// The same for the entries of its table.
    pub fn later_entry_write(&self) -> Option<Span> {
        self.later(&self.entry_writes)
    }

    fn later(&self, writes: &[(Span, FunctionId)]) -> Option<Span> {
        writes
            .iter()
            .find(|(_, function)| *function != self.function)
            .map(|(span, _)| *span)
    }
}
