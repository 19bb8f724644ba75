//! From the tree of `full_moon` to ours: statements. Reads text that Lua has accepted.

use full_moon::ast::punctuated::Punctuated;
use full_moon::ast::{
    Assignment, Expression as Tree, FunctionBody, FunctionDeclaration, If, LastStmt,
    LocalAssignment, NumericFor, Parameter, Stmt, Var,
};
use full_moon::node::Node;
use full_moon::tokenizer::TokenReference;

use super::ast::{
    Binding, Block, Chunk, Expression, ExpressionKind, FunctionId, Span, Statement, StatementKind,
};
use super::scope::Scopes;

/// Levels inside each other that are followed.
pub(super) const DEEPEST: usize = 200;

/// Reads `text`; nothing if `full_moon` does not understand it.
pub fn read(name: &str, text: &str) -> Option<Chunk> {
    let tree = full_moon::parse(text).ok()?;
    let chunk = Chunk {
        name: name.to_owned(),
        text: text.to_owned(),
        ..Chunk::default()
    };
    let mut reader = Reader {
        scopes: Scopes::new(chunk),
        depth: 0,
    };
    let whole = Span {
        line: 1,
        column: 1,
        start: 0,
        end: text.len(),
    };
    let main = reader.scopes.open_function(whole, 0);
    let body = reader.block(tree.nodes());
    reader.scopes.close_function();
    reader.scopes.chunk.functions[main].body = body;
    Some(reader.scopes.chunk)
}

/// Reads one file.
pub(super) struct Reader {
    pub(super) scopes: Scopes,
    pub(super) depth: usize,
}

impl Reader {
    /// The statements of a block whose scope is open.
    fn block(&mut self, block: &full_moon::ast::Block) -> Block {
        let mut statements: Vec<Statement> = Vec::new();
        for statement in block.stmts() {
            statements.push(Statement {
                span: span(statement),
                kind: self.statement(statement),
            });
        }
        if let Some(last) = block.last_stmt() {
            let kind = match last {
                LastStmt::Return(returned) => {
                    StatementKind::Return(self.expressions(returned.returns()))
                }
                _ => StatementKind::Other("break"),
            };
            statements.push(Statement {
                span: span(last),
                kind,
            });
        }
        Block(statements)
    }

    fn scoped(&mut self, block: &full_moon::ast::Block) -> Block {
        self.scopes.open_block();
        let block = self.block(block);
        self.scopes.close_block();
        block
    }

    fn statement(&mut self, statement: &Stmt) -> StatementKind {
        match statement {
            Stmt::Assignment(assignment) => self.assignment(assignment),
            Stmt::Do(block) => StatementKind::Do(self.scoped(block.block())),
            Stmt::FunctionCall(call) => StatementKind::Call(self.call(call)),
            Stmt::FunctionDeclaration(declaration) => self.function_declaration(declaration),
            Stmt::If(branches) => self.branches(branches),
            Stmt::LocalAssignment(assignment) => self.local(assignment),
            Stmt::LocalFunction(function) => {
                let name = function.name();
                let declaration = self.scopes.declare(word(name), span(name));
                self.scopes.reveal(declaration);
                let id = self.function(span(function.function_token()), function.body());
                StatementKind::LocalFunction(declaration, id)
            }
            Stmt::NumericFor(repeat) => self.numeric_for(repeat),
            Stmt::GenericFor(repeat) => {
                self.expressions(repeat.expressions());
                self.scopes.open_block();
                for name in repeat.names() {
                    let declaration = self.scopes.declare(word(name), span(name));
                    self.scopes.reveal(declaration);
                }
                self.block(repeat.block());
                self.scopes.close_block();
                StatementKind::Other("for ... in")
            }
            Stmt::While(repeat) => {
                self.expression(repeat.condition());
                self.scoped(repeat.block());
                StatementKind::Other("while")
            }
            Stmt::Repeat(repeat) => {
                self.scopes.open_block();
                self.block(repeat.block());
                self.expression(repeat.until());
                self.scopes.close_block();
                StatementKind::Other("repeat")
            }
            Stmt::Goto(_) => StatementKind::Other("goto"),
            _ => StatementKind::Other("label"),
        }
    }

    fn assignment(&mut self, assignment: &Assignment) -> StatementKind {
        let values = self.expressions(assignment.expressions());
        let variables = assignment.variables().iter();
        let targets: Vec<Expression> = variables.map(|variable| self.variable(variable)).collect();
        for target in &targets {
            self.note_write(target);
        }
        StatementKind::Assign { targets, values }
    }

    fn note_write(&mut self, target: &Expression) {
        match &target.kind {
            ExpressionKind::Name(_, Binding::Local(id)) => self.scopes.write(*id, target.span),
            ExpressionKind::Index(object, _) => self.note_entry(object, target.span),
            _ => {}
        }
    }

    /// An entry of `table`, or of a table in it, is assigned at `span`.
    pub(super) fn note_entry(&mut self, table: &Expression, span: Span) {
        let mut root = table;
        while let ExpressionKind::Index(object, _) = &root.kind {
            root = object;
        }
        if let ExpressionKind::Name(_, Binding::Local(id)) = root.kind {
            self.scopes.write_entry(id, span);
        }
    }

    fn variable(&mut self, variable: &Var) -> Expression {
        match variable {
            Var::Name(name) => self.name(name),
            Var::Expression(expression) => {
                let whole = span(&**expression);
                self.chain(expression.prefix(), expression.suffixes(), whole)
            }
            _ => Expression {
                kind: ExpressionKind::TooDeep,
                span: span(variable),
            },
        }
    }

    /// `function a.b.c()` is an assignment.
    fn function_declaration(&mut self, declaration: &FunctionDeclaration) -> StatementKind {
        let mut names = declaration.name().names().iter();
        let Some(first) = names.next() else {
            return StatementKind::Other("function");
        };
        let mut target = self.name(first);
        for name in names.chain(declaration.name().method_name()) {
            let key = Expression {
                kind: ExpressionKind::Key(word(name)),
                span: span(name),
            };
            let whole = target.span.to(key.span);
            target = Expression {
                kind: ExpressionKind::Index(Box::new(target), Box::new(key)),
                span: whole,
            };
        }
        self.note_write(&target);
        let token = span(declaration.function_token());
        let method = declaration.name().method_name().is_some();
        let id = self.body(token, declaration.body(), method);
        let value = Expression {
            kind: ExpressionKind::Function(id),
            span: token,
        };
        StatementKind::Assign {
            targets: vec![target],
            values: vec![value],
        }
    }

    fn branches(&mut self, branches: &If) -> StatementKind {
        let mut arms = vec![(
            self.expression(branches.condition()),
            self.scoped(branches.block()),
        )];
        for arm in branches.else_if().into_iter().flatten() {
            arms.push((self.expression(arm.condition()), self.scoped(arm.block())));
        }
        let otherwise = branches.else_block().map(|block| self.scoped(block));
        StatementKind::If { arms, otherwise }
    }

    fn local(&mut self, assignment: &LocalAssignment) -> StatementKind {
        let values = self.expressions(assignment.expressions());
        let close = assignment
            .attributes()
            .flatten()
            .map(full_moon::ast::lua54::Attribute::name)
            .find(|attribute| word(attribute) == "close")
            .map(span);
        let names: Vec<usize> = assignment
            .names()
            .iter()
            .map(|name| self.scopes.declare(word(name), span(name)))
            .collect();
        for &name in &names {
            self.scopes.reveal(name);
        }
        StatementKind::Local {
            names,
            values,
            close,
        }
    }

    fn numeric_for(&mut self, repeat: &NumericFor) -> StatementKind {
        let from = Box::new(self.expression(repeat.start()));
        let to = Box::new(self.expression(repeat.end()));
        let step = repeat.step().map(|step| Box::new(self.expression(step)));
        self.scopes.open_block();
        let name = repeat.index_variable();
        let variable = self.scopes.declare(word(name), span(name));
        self.scopes.reveal(variable);
        let body = self.block(repeat.block());
        self.scopes.close_block();
        StatementKind::For {
            variable,
            from,
            to,
            step,
            body,
        }
    }

    /// A function whose word `function` stands at `token`.
    pub(super) fn function(&mut self, token: Span, body: &FunctionBody) -> FunctionId {
        self.body(token, body, false)
    }

    fn body(&mut self, token: Span, body: &FunctionBody, method: bool) -> FunctionId {
        let end = span(body.end_token());
        let close = span(body.parameters_parentheses().tokens().1);
        let id = self.scopes.open_function(token.to(end), close.end);
        if method {
            self.parameter(id, "self".into(), token);
        }
        for parameter in body.parameters() {
            match parameter {
                Parameter::Name(name) => self.parameter(id, word(name), span(name)),
                other => self.scopes.chunk.functions[id].vararg = Some(span(other)),
            }
        }
        let block = self.block(body.block());
        self.scopes.close_function();
        let function = &mut self.scopes.chunk.functions[id];
        function.body = block;
        function.end = end;
        id
    }

    fn parameter(&mut self, function: FunctionId, name: String, span: Span) {
        let declaration = self.scopes.declare(name, span);
        self.scopes.reveal(declaration);
        self.scopes.chunk.functions[function]
            .parameters
            .push(declaration);
    }

    pub(super) fn expressions(&mut self, list: &Punctuated<Tree>) -> Vec<Expression> {
        list.iter().map(|item| self.expression(item)).collect()
    }
}

/// Where `node` stands, without spaces and comments around it.
pub(super) fn span(node: &(impl Node + ?Sized)) -> Span {
    let (Some(start), Some(end)) = (node.start_position(), node.end_position()) else {
        return Span::default();
    };
    Span {
        line: start.line(),
        column: start.character(),
        start: start.bytes(),
        end: end.bytes(),
    }
}

/// A name as it is written.
pub(super) fn word(token: &TokenReference) -> String {
    token.token().to_string()
}
