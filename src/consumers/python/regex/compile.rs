//! Turns the tree of a pattern into a program. Its size is that of the pattern: repeats are counted when they run.

use std::collections::BTreeMap;

use super::ast::{
    Anchor, Ast, Conditional, Greed, Look, Node, NodeKind, Repeat, SetItem, SetItemKind, Width,
};
use super::charset::{Case, CharSet, Reading, literal_variants};
use super::flags::Flags;
use super::program::{Address, Check, Instruction, Loop, Program, Single};

/// Compiles a pattern. What was too deep for the tree matches nothing here; the caller does not run such programs.
pub(super) fn compile(ast: &Ast) -> Program {
    let mut slots = BTreeMap::new();
    collect_references(&ast.root, &mut slots);
    for (index, slot) in slots.values_mut().enumerate() {
        *slot = 2 * index_of(index);
    }
    let program = Program {
        scopes: vec![Vec::new()],
        slots: 2 * slots.len(),
        min_width: ast.root.width.min,
        ..Program::default()
    };
    let mut compiler = Compiler { program, slots, scope: 0 };
    compiler.node(&ast.root, ast.flags);
    compiler.emit(Instruction::Accept);
    compiler.program
}

/// Only groups that are referred to need their place kept.
fn collect_references(node: &Node, slots: &mut BTreeMap<u32, u32>) {
    match &node.kind {
        NodeKind::Sequence(nodes) | NodeKind::Alternation(nodes) => {
            for node in nodes {
                collect_references(node, slots);
            }
        }
        NodeKind::Repeat(Repeat { node: body, .. })
        | NodeKind::Capture(_, body)
        | NodeKind::Scope(_, body)
        | NodeKind::Atomic(body)
        | NodeKind::Look(_, body) => collect_references(body, slots),
        NodeKind::BackReference(group) => {
            slots.insert(*group, 0);
        }
        NodeKind::Conditional(Conditional { group, yes, no }) => {
            slots.insert(*group, 0);
            collect_references(yes, slots);
            if let Some(no) = no {
                collect_references(no, slots);
            }
        }
        _ => {}
    }
}

struct Compiler {
    program: Program,
    /// By group: the slot of its start.
    slots: BTreeMap<u32, u32>,
    scope: u32,
}

impl Compiler {
    fn emit(&mut self, instruction: Instruction) -> Address {
        let address = self.here();
        self.program.code.push(instruction);
        self.program.scope_of.push(self.scope);
        address
    }

    fn here(&self) -> Address {
        index_of(self.program.code.len())
    }

    fn patch(&mut self, address: Address, instruction: Instruction) {
        if let Some(place) = self.program.code.get_mut(address as usize) {
            *place = instruction;
        }
    }

    fn node(&mut self, node: &Node, flags: Flags) {
        if let Some(single) = self.single(node, flags) {
            self.emit(Instruction::One(single));
            return;
        }
        match &node.kind {
            NodeKind::Sequence(nodes) => nodes.iter().for_each(|node| self.node(node, flags)),
            NodeKind::Alternation(branches) => self.branches(branches, flags),
            NodeKind::Anchor(anchor) => {
                self.emit(Instruction::Check(check(*anchor, flags)));
            }
            NodeKind::Repeat(repeat) => self.repeat(repeat, flags),
            NodeKind::Capture(group, body) => match self.slots.get(group).copied() {
                None => self.node(body, flags),
                Some(slot) => {
                    self.emit(Instruction::Save(slot));
                    self.node(body, flags);
                    self.emit(Instruction::Save(slot + 1));
                }
            },
            NodeKind::Scope(change, body) => self.node(body, flags.changed(*change)),
            NodeKind::Atomic(body) => self.atomic(body, flags),
            NodeKind::Look(look, body) => self.look(*look, body, flags),
            NodeKind::BackReference(group) => {
                let slot = self.slots.get(group).copied().unwrap_or(0);
                self.emit(Instruction::Back(slot, reading(flags).case));
            }
            NodeKind::Conditional(conditional) => self.conditional(conditional, flags),
            NodeKind::Literal(_)
            | NodeKind::Dot
            | NodeKind::Category(_)
            | NodeKind::Set(_)
            | NodeKind::TooDeep => {}
        }
    }

    fn branches(&mut self, branches: &[Node], flags: Flags) {
        let mut jumps = Vec::new();
        for (index, branch) in branches.iter().enumerate() {
            if index + 1 == branches.len() {
                self.node(branch, flags);
                break;
            }
            let split = self.emit(Instruction::Split(0, 0));
            self.node(branch, flags);
            jumps.push(self.emit(Instruction::Jump(0)));
            self.patch(split, Instruction::Split(split + 1, self.here()));
        }
        let end = self.here();
        for jump in jumps {
            self.patch(jump, Instruction::Jump(end));
        }
    }

    fn repeat(&mut self, repeat: &Repeat, flags: Flags) {
        let (min, max) = (repeat.min, repeat.max.unwrap_or(u32::MAX));
        let greed = repeat.greed;
        if let Some(single) = self.single(&repeat.node, flags) {
            self.emit(Instruction::Run { single, min, max, greed });
            return;
        }
        match (min, max, greed) {
            (_, 0, _) => {}
            (1, 1, Greed::Greedy | Greed::Lazy) => self.node(&repeat.node, flags),
            (0, 1, Greed::Greedy | Greed::Lazy) => {
                let split = self.emit(Instruction::Split(0, 0));
                self.node(&repeat.node, flags);
                let ways = (split + 1, self.here());
                self.patch(
                    split,
                    match greed {
                        Greed::Lazy => Instruction::Split(ways.1, ways.0),
                        _ => Instruction::Split(ways.0, ways.1),
                    },
                );
            }
            _ => self.counted_loop(repeat, flags),
        }
    }

    fn counted_loop(&mut self, repeat: &Repeat, flags: Flags) {
        let id = index_of(self.program.loops.len());
        self.emit(Instruction::Enter(id));
        let outer = self.scope;
        let around = self.program.scopes.get(outer as usize).into_iter().flatten().copied();
        let scope = around.chain([id]).collect();
        self.scope = index_of(self.program.scopes.len());
        self.program.scopes.push(scope);
        let test = self.here();
        self.program.loops.push(Loop {
            min: repeat.min,
            max: repeat.max.unwrap_or(u32::MAX),
            greed: repeat.greed,
            test,
            exit: test,
            can_be_empty: repeat.node.width.min == 0,
        });
        self.emit(Instruction::Test(id));
        self.node(&repeat.node, flags);
        self.emit(Instruction::Again(id));
        self.scope = outer;
        let exit = self.here();
        if let Some(this) = self.program.loops.get_mut(id as usize) {
            this.exit = exit;
        }
    }

    fn atomic(&mut self, body: &Node, flags: Flags) {
        self.emit(Instruction::Atomic);
        self.node(body, flags);
        self.emit(Instruction::Commit);
    }

    fn look(&mut self, look: Look, body: &Node, flags: Flags) {
        let back = if look.behind { body.width.min } else { 0 };
        let start = self.emit(Instruction::Look { look, back, behind: 0 });
        self.node(body, flags);
        self.emit(Instruction::Found);
        self.patch(start, Instruction::Look { look, back, behind: self.here() });
    }

    fn conditional(&mut self, conditional: &Conditional, flags: Flags) {
        let slot = self.slots.get(&conditional.group).copied().unwrap_or(0);
        let test = self.emit(Instruction::UnlessMatched(slot, 0));
        self.node(&conditional.yes, flags);
        let mut otherwise = self.here();
        if let Some(no) = &conditional.no {
            let jump = self.emit(Instruction::Jump(0));
            otherwise = self.here();
            self.node(no, flags);
            self.patch(jump, Instruction::Jump(self.here()));
        }
        self.patch(test, Instruction::UnlessMatched(slot, otherwise));
    }

    /// The node as one character, when it always is one.
    fn single(&mut self, node: &Node, flags: Flags) -> Option<Single> {
        if node.width != Width::ONE {
            return None;
        }
        let reading = reading(flags);
        match &node.kind {
            NodeKind::Dot if flags.has(Flags::DOT_ALL) => Some(Single::Any),
            NodeKind::Dot => Some(Single::AnyButNewline),
            NodeKind::Literal(code) => {
                let mut variants = 0;
                literal_variants(*code, reading.case, |_| variants += 1);
                match variants {
                    1 => Some(Single::Code(*code)),
                    _ => Some(self.set(CharSet::new(&[SetItemKind::Literal(*code)], false, reading))),
                }
            }
            NodeKind::Set(set) => match set.items.as_slice() {
                [SetItem { kind: SetItemKind::Literal(code), .. }]
                    if reading.case == Case::Sensitive && !set.negated =>
                {
                    Some(Single::Code(*code))
                }
                _ => Some(self.set(CharSet::of(set, reading))),
            },
            NodeKind::Category(_) | NodeKind::Alternation(_) => {
                let mut members = Vec::new();
                let are_all = collect_members(node, &mut members);
                are_all.then(|| self.set(CharSet::new(&members, false, reading)))
            }
            NodeKind::Scope(change, body) => self.single(body, flags.changed(*change)),
            _ => None,
        }
    }

    fn set(&mut self, set: CharSet) -> Single {
        self.program.sets.push(set);
        Single::Set(index_of(self.program.sets.len() - 1))
    }
}

/// Collects what an alternation of single characters can be, as Python does; `false` when it has other branches.
pub(super) fn collect_members(node: &Node, members: &mut Vec<SetItemKind>) -> bool {
    match &node.kind {
        NodeKind::Literal(code) => members.push(SetItemKind::Literal(*code)),
        NodeKind::Category(category) => members.push(SetItemKind::Category(*category)),
        NodeKind::Set(set) if !set.negated => members.extend(set.items.iter().map(|item| item.kind)),
        NodeKind::Alternation(branches) => {
            return branches.iter().all(|branch| collect_members(branch, members));
        }
        NodeKind::Scope(change, body) if change.is_empty() => return collect_members(body, members),
        _ => return false,
    }
    true
}

/// What the flags in force mean for single characters.
pub(super) fn reading(flags: Flags) -> Reading {
    let is_ascii = flags.has(Flags::ASCII);
    let case = match (flags.has(Flags::IGNORE_CASE), is_ascii) {
        (false, _) => Case::Sensitive,
        (true, true) => Case::IgnoreAscii,
        (true, false) => Case::IgnoreUnicode,
    };
    Reading { case, is_ascii }
}

fn check(anchor: Anchor, flags: Flags) -> Check {
    let is_ascii = flags.has(Flags::ASCII);
    match anchor {
        Anchor::LineStart if flags.has(Flags::MULTILINE) => Check::LineStart,
        Anchor::LineEnd if flags.has(Flags::MULTILINE) => Check::LineEnd,
        Anchor::LineStart | Anchor::TextStart => Check::TextStart,
        Anchor::LineEnd => Check::LastLineEnd,
        Anchor::TextEnd => Check::TextEnd,
        Anchor::WordBoundary => Check::WordBoundary { is_ascii, negated: false },
        Anchor::NotWordBoundary => Check::WordBoundary { is_ascii, negated: true },
    }
}

fn index_of(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
