//! From the tree of `full_moon` to ours: expressions.

use full_moon::ast::{
    BinOp, Call, Expression as Tree, Field, FunctionArgs, FunctionCall, Index, Prefix, Suffix,
    TableConstructor, UnOp, Var,
};
use full_moon::tokenizer::TokenReference;

use super::adapter::{DEEPEST, Reader, span, word};
use super::ast::{Binary, Binding, Entry, Expression, ExpressionKind, Span, Unary};

impl Reader {
    pub(super) fn expression(&mut self, tree: &Tree) -> Expression {
        if self.depth >= DEEPEST {
            return Expression {
                kind: ExpressionKind::TooDeep,
                span: span(tree),
            };
        }
        self.depth += 1;
        let expression = self.plain(tree);
        self.depth -= 1;
        expression
    }

    fn plain(&mut self, tree: &Tree) -> Expression {
        let whole = span(tree);
        let kind = match tree {
            Tree::BinaryOperator { lhs, binop, rhs } => {
                let left = self.expression(lhs);
                let right = self.expression(rhs);
                let (left, right) = (Box::new(left), Box::new(right));
                ExpressionKind::Binary(binary(binop), span(binop.token()), left, right)
            }
            Tree::UnaryOperator { unop, expression } => {
                ExpressionKind::Unary(unary(unop), Box::new(self.expression(expression)))
            }
            Tree::Parentheses { expression, .. } => {
                ExpressionKind::Parentheses(Box::new(self.expression(expression)))
            }
            Tree::Function(function) => {
                let token = span(function.function_token());
                ExpressionKind::Function(self.function(token, function.body()))
            }
            Tree::FunctionCall(call) => return self.call(call),
            Tree::TableConstructor(table) => self.table(table),
            Tree::Number(token) | Tree::String(token) => ExpressionKind::Literal(word(token)),
            Tree::Symbol(token) => match word(token).as_str() {
                "nil" => ExpressionKind::Nil,
                "true" => ExpressionKind::Truth(true),
                "false" => ExpressionKind::Truth(false),
                _ => ExpressionKind::Vararg,
            },
            Tree::Var(Var::Name(name)) => return self.name(name),
            Tree::Var(Var::Expression(expression)) => {
                return self.chain(expression.prefix(), expression.suffixes(), whole);
            }
            _ => ExpressionKind::TooDeep,
        };
        Expression { kind, span: whole }
    }

    pub(super) fn call(&mut self, call: &FunctionCall) -> Expression {
        self.chain(call.prefix(), call.suffixes(), span(call))
    }

    pub(super) fn name(&mut self, token: &TokenReference) -> Expression {
        let name = word(token);
        let binding = self.scopes.find(&name);
        Expression {
            kind: ExpressionKind::Name(name, binding),
            span: span(token),
        }
    }

    /// `prefix.a[b](c)`, which is `whole`.
    pub(super) fn chain<'a>(
        &mut self,
        prefix: &Prefix,
        suffixes: impl Iterator<Item = &'a Suffix>,
        whole: Span,
    ) -> Expression {
        let mut chain = match prefix {
            Prefix::Name(name) => self.name(name),
            Prefix::Expression(expression) => self.expression(expression),
            _ => Expression {
                kind: ExpressionKind::TooDeep,
                span: whole,
            },
        };
        for (level, suffix) in suffixes.enumerate() {
            if level >= DEEPEST {
                chain.kind = ExpressionKind::TooDeep;
                break;
            }
            let whole = chain.span.to(span(suffix));
            let object = Box::new(chain);
            let kind = match suffix {
                Suffix::Index(Index::Dot { name, .. }) => {
                    let key = Expression {
                        kind: ExpressionKind::Key(word(name)),
                        span: span(name),
                    };
                    ExpressionKind::Index(object, Box::new(key))
                }
                Suffix::Index(Index::Brackets { expression, .. }) => {
                    ExpressionKind::Index(object, Box::new(self.expression(expression)))
                }
                Suffix::Call(Call::AnonymousCall(arguments)) => {
                    let arguments = self.arguments(arguments);
                    if let (true, Some(table)) = (changes_a_table(&object), arguments.first()) {
                        self.note_entry(table, table.span);
                    }
                    ExpressionKind::Call(object, arguments)
                }
                Suffix::Call(Call::MethodCall(call)) => {
                    self.arguments(call.args());
                    ExpressionKind::Method(object)
                }
                _ => ExpressionKind::TooDeep,
            };
            chain = Expression { kind, span: whole };
        }
        chain
    }

    fn arguments(&mut self, arguments: &FunctionArgs) -> Vec<Expression> {
        match arguments {
            FunctionArgs::Parentheses { arguments, .. } => self.expressions(arguments),
            FunctionArgs::String(token) => vec![Expression {
                kind: ExpressionKind::Literal(word(token)),
                span: span(token),
            }],
            FunctionArgs::TableConstructor(table) => {
                let kind = self.table(table);
                vec![Expression {
                    kind,
                    span: span(&**table),
                }]
            }
            _ => Vec::new(),
        }
    }

    fn table(&mut self, table: &TableConstructor) -> ExpressionKind {
        let mut entries = Vec::new();
        for field in table.fields() {
            let (key, value) = match field {
                Field::NameKey { key, value, .. } => {
                    let key = Expression {
                        kind: ExpressionKind::Key(word(key)),
                        span: span(key),
                    };
                    (Some(key), value)
                }
                Field::ExpressionKey { key, value, .. } => (Some(self.expression(key)), value),
                Field::NoKey(value) => {
                    let value = self.expression(value);
                    entries.push(Entry { key: None, value });
                    continue;
                }
                _ => continue,
            };
            let value = self.expression(value);
            entries.push(Entry { key, value });
        }
        ExpressionKind::Table(entries)
    }
}

fn unary(operator: &UnOp) -> Unary {
    match operator {
        UnOp::Minus(_) => Unary::Negate,
        UnOp::Not(_) => Unary::Not,
        UnOp::Hash(_) => Unary::Length,
        _ => Unary::BitNot,
    }
}

fn binary(operator: &BinOp) -> Binary {
    match operator {
        BinOp::Plus(_) => Binary::Add,
        BinOp::Minus(_) => Binary::Subtract,
        BinOp::Star(_) => Binary::Multiply,
        BinOp::Slash(_) => Binary::Divide,
        BinOp::DoubleSlash(_) => Binary::FloorDivide,
        BinOp::Percent(_) => Binary::Modulo,
        BinOp::Caret(_) => Binary::Power,
        BinOp::LessThan(_) => Binary::Less,
        BinOp::LessThanEqual(_) => Binary::LessOrEqual,
        BinOp::GreaterThan(_) => Binary::Greater,
        BinOp::GreaterThanEqual(_) => Binary::GreaterOrEqual,
        BinOp::TwoEqual(_) => Binary::Equal,
        BinOp::TildeEqual(_) => Binary::NotEqual,
        BinOp::And(_) => Binary::And,
        BinOp::Or(_) => Binary::Or,
        BinOp::TwoDots(_) => Binary::Concatenate,
        _ => Binary::Bits,
    }
}

/// Whether `function` is one of Lua that changes the table it is given first.
fn changes_a_table(function: &Expression) -> bool {
    let ExpressionKind::Index(library, name) = &function.kind else {
        return false;
    };
    let of_tables =
        matches!(&library.kind, ExpressionKind::Name(name, Binding::Global) if name == "table");
    of_tables
        && matches!(&name.kind, ExpressionKind::Key(name) if ["insert", "remove", "sort"].contains(&name.as_str()))
}
