//! Towns that are struck: two of them are two targets.

use super::View;
use crate::actions::Party;
use crate::actors::{Entity, EntityKind};

/// Degrees within which two names may be of one place: a town and its suburb.
const NEARBY: f64 = 0.3;

/// Both are towns that lie apart, and neither is told with the other: `bombed Tyre`, `bombed Sidon`.
pub(super) fn are_two(view: &View, a: Option<&Party>, b: Option<&Party>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    let entity = |p: &Party| view.actors.entities.get(p.entity as usize).filter(|e| e.named && e.kind == EntityKind::Place);
    let (Some(one), Some(other)) = (entity(a), entity(b)) else { return false };
    let joined = a.entity == b.entity || a.also.contains(&b.entity) || b.also.contains(&a.entity) || a.also.iter().any(|e| b.also.contains(e));
    !joined && one.name != other.name && spot(view, one).zip(spot(view, other)).is_some_and(|(x, y)| (x.0 - y.0).abs().max((x.1 - y.1).abs()) > NEARBY)
}

/// Where the gazetteer has the town.
fn spot(view: &View, entity: &Entity) -> Option<(f64, f64)> {
    let mut words = Vec::new();
    view.lexicon.tokenize(&entity.name, &mut words);
    view.lexicon.places.locate(&words, entity.country()).map(|p| (p.latitude, p.longitude))
}
