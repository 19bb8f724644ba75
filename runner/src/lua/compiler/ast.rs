//! Syntax of a Lua file, with places and with every name resolved: what the compiler reads.
//!
//! Functions and declarations are numbered over the whole file, so that a place in the tree can
//! name them. Function 0 is the file itself.

/// Where something stands: line and column from 1, bytes from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1 \[characters\].
    pub column: usize,
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

impl Span {
    /// From the beginning of `self` to the end of `last`.
    pub fn to(self, last: Span) -> Span {
        Span {
            end: last.end.max(self.end),
            ..self
        }
    }
}

/// Number of a function in its file.
pub type FunctionId = usize;
/// Number of a declaration in its file.
pub type DeclarationId = usize;

/// A file of Lua.
#[derive(Debug, Default)]
pub struct Chunk {
    /// Its name in messages of Lua.
    pub name: String,
    /// Its text, as Lua got it.
    pub text: String,
    /// Its functions; the first is the file itself.
    pub functions: Vec<Function>,
    /// Its local variables and parameters.
    pub declarations: Vec<Declaration>,
}

/// A function.
#[derive(Debug, Default)]
pub struct Function {
    /// The function that holds it.
    pub parent: Option<FunctionId>,
    /// Parameters.
    pub parameters: Vec<DeclarationId>,
    /// The `...` among the parameters.
    pub vararg: Option<Span>,
    /// What it does.
    pub body: Block,
    /// From `function` to `end`.
    pub span: Span,
    /// The `end`.
    pub end: Span,
    /// Byte after the parameters.
    pub inside: usize,
    /// Variables of functions around it that it or a function in it names, by first use.
    pub upvalues: Vec<DeclarationId>,
}

/// A local variable or a parameter.
#[derive(Debug)]
pub struct Declaration {
    /// Its name.
    pub name: String,
    /// Where it is declared.
    pub span: Span,
    /// The function whose variable it is.
    pub function: FunctionId,
    /// Whether a function inside that one names it.
    pub captured: bool,
    /// Assignments after the declaration: where, and in which function.
    pub writes: Vec<(Span, FunctionId)>,
    /// Assignments to an entry of the table that it holds.
    pub entry_writes: Vec<(Span, FunctionId)>,
}

/// Statements.
#[derive(Debug, Default)]
pub struct Block(pub Vec<Statement>);

/// A statement and its place.
#[derive(Debug)]
pub struct Statement {
    /// What it is.
    pub kind: StatementKind,
    /// Where it stands.
    pub span: Span,
}

/// What a statement is.
#[derive(Debug)]
pub enum StatementKind {
    /// `local a, b = ...`
    Local {
        /// The variables.
        names: Vec<DeclarationId>,
        /// Their values.
        values: Vec<Expression>,
        /// Where one is `<close>`.
        close: Option<Span>,
    },
    /// `local function a`
    LocalFunction(DeclarationId, FunctionId),
    /// `a, b.c = ...`, also `function a`
    Assign {
        /// What is assigned.
        targets: Vec<Expression>,
        /// The values.
        values: Vec<Expression>,
    },
    /// A call.
    Call(Expression),
    /// `do ... end`
    Do(Block),
    /// `if ... elseif ... else ... end`
    If {
        /// Conditions and what follows from each.
        arms: Vec<(Expression, Block)>,
        /// After `else`.
        otherwise: Option<Block>,
    },
    /// `for i = from, to, step`
    For {
        /// `i`
        variable: DeclarationId,
        /// First value.
        from: Box<Expression>,
        /// Last value.
        to: Box<Expression>,
        /// Step.
        step: Option<Box<Expression>>,
        /// What is repeated.
        body: Block,
    },
    /// `return ...`
    Return(Vec<Expression>),
    /// What no rule may hold: `while`, `repeat`, `for in`, `break`, `goto`, `::label::`.
    Other(&'static str),
}

/// An expression and its place.
#[derive(Debug)]
pub struct Expression {
    /// What it is.
    pub kind: ExpressionKind,
    /// Where it stands.
    pub span: Span,
}

impl Expression {
    /// The expression without parentheses around it.
    pub fn inner(&self) -> &Expression {
        match &self.kind {
            ExpressionKind::Parentheses(inner) => inner.inner(),
            _ => self,
        }
    }
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// A local variable or parameter.
    Local(DeclarationId),
    /// A global.
    Global,
}

/// What an expression is.
#[derive(Debug)]
pub enum ExpressionKind {
    /// `nil`
    Nil,
    /// `true`, `false`
    Truth(bool),
    /// A number or a string, as it is written.
    Literal(String),
    /// `...`
    Vararg,
    /// `function ... end`
    Function(FunctionId),
    /// A name.
    Name(String, Binding),
    /// `object.key`, `object[key]`
    Index(Box<Expression>, Box<Expression>),
    /// `.name`, the key of an index
    Key(String),
    /// `function(arguments)`
    Call(Box<Expression>, Vec<Expression>),
    /// `object:name(...)`
    Method(Box<Expression>),
    /// `-a`, `not a`, and what no rule may hold
    Unary(Unary, Box<Expression>),
    /// `a + b`; with the place of the operator
    Binary(Binary, Span, Box<Expression>, Box<Expression>),
    /// `{ ... }`
    Table(Vec<Entry>),
    /// `( ... )`, which is one value
    Parentheses(Box<Expression>),
    /// More levels inside each other than the compiler follows.
    TooDeep,
}

/// An entry of a table: `a = 1`, `[a] = 1`, or `1`.
#[derive(Debug)]
pub struct Entry {
    /// The key.
    pub key: Option<Expression>,
    /// The value.
    pub value: Expression,
}

/// Signs before one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unary {
    /// `-`
    Negate,
    /// `not`
    Not,
    /// `#`
    Length,
    /// `~`
    BitNot,
}

/// Signs between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binary {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `//`
    FloorDivide,
    /// `%`
    Modulo,
    /// `^`
    Power,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `==`
    Equal,
    /// `~=`
    NotEqual,
    /// `and`
    And,
    /// `or`
    Or,
    /// `..`
    Concatenate,
    /// `&`, `|`, `~`, `<<`, `>>`
    Bits,
}
