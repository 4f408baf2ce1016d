//! What is changed: results of functions, comparisons, parts of conditions, guards and arms of `match`, signs of sums.

use std::collections::HashSet;

use proc_macro2::Span;
use quote::ToTokens as _;
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};
use syn::{Attribute, BinOp, Block, Expr, Pat, ReturnType, Signature, UnOp};

use crate::edits::Edits;

/// Walks through a file and notes the edits of its mutants.
pub struct Visitor<'v> {
    file: &'v str,
    function: String,
    left_out: &'v HashSet<usize>,
    told: &'v mut Vec<String>,
    edits: &'v mut Edits,
}

impl<'v> Visitor<'v> {
    /// `told` has a line for every mutant of the files before this one.
    pub fn new(
        file: &'v str,
        left_out: &'v HashSet<usize>,
        told: &'v mut Vec<String>,
        edits: &'v mut Edits,
    ) -> Self {
        Self { file, function: String::new(), left_out, told, edits }
    }

    /// Notes all mutants of the file.
    pub fn file(mut self, file: &syn::File) {
        self.visit_file(file);
    }

    /// The number of a new mutant, if it is not left out.
    fn mutant(&mut self, at: Span, what: &str) -> Option<usize> {
        let number = self.told.len() + 1;
        let (line, column) = (at.start().line, at.start().column + 1);
        self.told.push(format!("{number}\t{}:{line}:{column}\t{}\t{what}\n", self.file, self.function));
        (!self.left_out.contains(&number)).then_some(number)
    }

    /// A mutant of a condition: `form` has the switch for `#`, and the condition behind it.
    fn condition(&mut self, at: Span, part: Span, what: &str, form: &str) {
        if let Some(number) = self.mutant(at, what) {
            let switch = format!("crate::mutant::is_on({number})");
            self.edits.wrap(part, format!("({} (", form.replace('#', &switch)), "))");
        }
    }

    /// A mutant of `left operator right`, of which a function of the switches makes a value.
    fn operation(&mut self, whole: &syn::ExprBinary, name: &str, changes: &[&str]) {
        let at = whole.op.span();
        let numbers: Vec<_> = changes.iter().map(|change| self.mutant(at, change)).collect();
        if let Some(Some(number)) = numbers.first().filter(|_| numbers.iter().all(Option::is_some)) {
            let (open, between) = if changes.len() == 2 { ("&(", "), &(") } else { ("(", "), (") };
            self.edits.wrap(whole.span(), format!("crate::mutant::{name}({number}, {open}"), "))");
            self.edits.remove(at);
            self.edits.behind(whole.left.span(), between.to_owned());
        }
    }

    fn function(&mut self, attributes: &[Attribute], signature: &Signature, block: &Block) {
        // What prints a value for people who debug is nobody's behaviour.
        if is_test(attributes) || signature.constness.is_some() || signature.ident == "fmt" {
            return;
        }
        let outer = std::mem::replace(&mut self.function, signature.ident.to_string());
        for value in results(&signature.output) {
            if let Some(number) = self.mutant(signature.ident.span(), &format!("return {value}")) {
                let text = format!(" if crate::mutant::is_on({number}) {{ return {value}; }}");
                self.edits.behind(block.brace_token.span.open(), text);
            }
        }
        visit::visit_block(self, block);
        self.function = outer;
    }
}

impl<'ast> Visit<'ast> for Visitor<'_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_const(&mut self, _: &'ast syn::ItemConst) {}
    fn visit_item_static(&mut self, _: &'ast syn::ItemStatic) {}
    fn visit_impl_item_const(&mut self, _: &'ast syn::ImplItemConst) {}
    fn visit_macro(&mut self, _: &'ast syn::Macro) {}
    fn visit_pat(&mut self, _: &'ast Pat) {}
    fn visit_type(&mut self, _: &'ast syn::Type) {}

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.function(&item.attrs, &item.sig, &item.block);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.function(&item.attrs, &item.sig, &item.block);
    }

    fn visit_expr_match(&mut self, whole: &'ast syn::ExprMatch) {
        let takes_rest = whole.arms.iter().any(takes_all);
        for arm in &whole.arms {
            let at = arm.pat.span();
            match &arm.guard {
                Some((_, guard)) if !has_let(guard) => {
                    self.condition(at, guard.span(), "guard is true", "# ||");
                    self.condition(at, guard.span(), "guard is false", "!# &&");
                }
                None if takes_rest && !takes_all(arm) => {
                    if let Some(number) = self.mutant(at, "without this arm") {
                        self.edits.behind(at, format!(" if !crate::mutant::is_on({number})"));
                    }
                }
                _ => {}
            }
        }
        visit::visit_expr_match(self, whole);
    }

    fn visit_expr_binary(&mut self, whole: &'ast syn::ExprBinary) {
        let at = whole.op.span();
        let sides = [("left", &whole.left), ("right", &whole.right)];
        match whole.op {
            BinOp::Eq(_) | BinOp::Ne(_) => self.condition(at, whole.span(), "negated", "# !="),
            BinOp::Lt(_) => self.operation(whole, "lt", &["< is <=", "< is >="]),
            BinOp::Le(_) => self.operation(whole, "le", &["<= is <", "<= is >"]),
            BinOp::Gt(_) => self.operation(whole, "gt", &["> is >=", "> is <="]),
            BinOp::Ge(_) => self.operation(whole, "ge", &[">= is >", ">= is <"]),
            BinOp::Add(_) => self.operation(whole, "add", &["+ is -"]),
            BinOp::Sub(_) => self.operation(whole, "sub", &["- is +"]),
            BinOp::And(_) => {
                for (name, side) in
                    sides.into_iter().filter(|(_, side)| !has_let(side) && !is_chain(side, whole.op))
                {
                    self.condition(at, side.span(), &format!("{name} of && is true"), "# ||");
                }
            }
            BinOp::Or(_) => {
                for (name, side) in sides.into_iter().filter(|(_, side)| !is_chain(side, whole.op)) {
                    self.condition(at, side.span(), &format!("{name} of || is false"), "!# &&");
                }
            }
            _ => {}
        }
        visit::visit_expr_binary(self, whole);
    }

    fn visit_expr_unary(&mut self, whole: &'ast syn::ExprUnary) {
        if matches!(whole.op, UnOp::Not(_)) {
            self.condition(whole.op.span(), whole.span(), "without !", "# !=");
        }
        visit::visit_expr_unary(self, whole);
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let text = attribute.meta.to_token_stream().to_string();
        text == "test" || text.contains("cfg (test)")
    })
}

/// Whether an arm takes whatever comes to it.
fn takes_all(arm: &syn::Arm) -> bool {
    let is_name = |name: &syn::Ident| name.to_string().starts_with(char::is_lowercase);
    arm.guard.is_none()
        && match &arm.pat {
            Pat::Wild(_) => true,
            Pat::Ident(name) => name.subpat.is_none() && is_name(&name.ident),
            _ => false,
        }
}

/// Whether a condition has a `let`, which cannot stand in brackets.
fn has_let(condition: &Expr) -> bool {
    match condition {
        Expr::Let(_) => true,
        Expr::Binary(both) => has_let(&both.left) || has_let(&both.right),
        _ => false,
    }
}

/// Whether a side of an operation is of the same operator, so that its own sides are enough.
fn is_chain(side: &Expr, operator: BinOp) -> bool {
    matches!(side, Expr::Binary(inner) if inner.op == operator)
}

/// What a function of this type may return instead. Not all of it can be compiled.
fn results(output: &ReturnType) -> Vec<&'static str> {
    let ReturnType::Type(_, kind) = output else { return vec![""] };
    let text = kind.to_token_stream().to_string();
    match text.as_str() {
        "bool" => vec!["true", "false"],
        "String" => vec!["String::new()", "String::from(\"xyzzy\")"],
        "usize" | "u8" | "u32" | "u64" | "i32" | "i64" => vec!["0", "1"],
        text if text.starts_with("Option <") => vec!["None"],
        text if text.starts_with('&') && text.ends_with(" str") => vec!["\"\"", "\"xyzzy\""],
        text if text.starts_with("impl ") => Vec::new(),
        _ => vec!["Default::default()"],
    }
}
