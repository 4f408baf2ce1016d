//! The strongly connected components of a graph (after Tarjan), without recursion.

/// The number of the component of every node that is reached; none for the others.
///
/// `next` writes the nodes that follow one; `false` from it ends the search, which then has no result.
pub(super) fn components(
    size: usize,
    roots: impl Iterator<Item = usize>,
    mut next: impl FnMut(usize, &mut Vec<usize>) -> bool,
) -> Option<Vec<Option<usize>>> {
    let mut search = Search {
        order: vec![None; size],
        low: vec![0; size],
        component: vec![None; size],
        open: Vec::new(),
        met: 0,
        found: 0,
    };
    let mut path: Vec<(usize, Vec<usize>)> = Vec::new();
    for root in roots {
        if search.order.get(root).copied().flatten().is_some() {
            continue;
        }
        path.push((root, search.meet(root, &mut next)?));
        while let Some((node, ahead)) = path.last_mut() {
            let node = *node;
            match ahead.pop() {
                Some(follower) if search.order.get(follower).copied().flatten().is_none() => {
                    let ahead = search.meet(follower, &mut next)?;
                    path.push((follower, ahead));
                }
                Some(follower) => search.see(node, follower),
                None => {
                    path.pop();
                    search.leave(node, path.last().map(|(before, _)| *before));
                }
            }
        }
    }
    Some(search.component)
}

struct Search {
    order: Vec<Option<usize>>,
    low: Vec<usize>,
    component: Vec<Option<usize>>,
    open: Vec<usize>,
    met: usize,
    found: usize,
}

impl Search {
    fn meet(
        &mut self,
        node: usize,
        next: &mut impl FnMut(usize, &mut Vec<usize>) -> bool,
    ) -> Option<Vec<usize>> {
        *self.order.get_mut(node)? = Some(self.met);
        *self.low.get_mut(node)? = self.met;
        self.met += 1;
        self.open.push(node);
        let mut ahead = Vec::new();
        next(node, &mut ahead).then_some(ahead)
    }

    /// An edge to a node that was met before.
    fn see(&mut self, node: usize, follower: usize) {
        let is_open = self.component.get(follower).copied().flatten().is_none();
        if let (true, Some(Some(order))) = (is_open, self.order.get(follower).copied()) {
            self.lower(node, order);
        }
    }

    fn lower(&mut self, node: usize, to: usize) {
        if let Some(low) = self.low.get_mut(node) {
            *low = to.min(*low);
        }
    }

    fn leave(&mut self, node: usize, before: Option<usize>) {
        let low = self.low.get(node).copied().unwrap_or(0);
        if self.order.get(node).copied().flatten() == Some(low) {
            while let Some(member) = self.open.pop() {
                if let Some(component) = self.component.get_mut(member) {
                    *component = Some(self.found);
                }
                if member == node {
                    break;
                }
            }
            self.found += 1;
        }
        if let Some(before) = before {
            self.lower(before, low);
        }
    }
}
