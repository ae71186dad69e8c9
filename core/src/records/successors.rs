//! The successor of a cloud account: which one pays when it ends (T2), by what marketplaces said of agreements.

use alloc::collections::BTreeSet;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::view::Unreadable;
use super::view::{View, ViewExt};
use crate::cloud_account::CloudAccount;
use crate::id::{AgreementId, CloudAccountId, SubscriptionIdentity};
use crate::provider::{Provider, reusable};
use crate::rules;
use crate::subscription::Agreement;

/// A cloud account and all successors in its chain, each one once.
///
/// # Errors
///
/// [`Unreadable`] when a record cannot be read.
pub fn successors_from(view: &(impl View + ?Sized), id: &CloudAccountId) -> Result<Vec<CloudAccountId>, Unreadable> {
    let (mut chain, mut next) = (Vec::new(), Some(id.clone()));
    // Successors can form a circle.
    while let Some(id) = next.filter(|id| !chain.contains(id)) {
        next = view.cloud_account(&id)?.and_then(|found| found.successor.clone());
        chain.push(id);
    }
    Ok(chain)
}

/// The cloud account that is linked to a subscription, unless it was withdrawn. A reusable identity has no successors.
///
/// # Errors
///
/// [`Unreadable`] when a record cannot be read.
pub(crate) fn linked_to(
    view: &(impl View + ?Sized),
    identity: &SubscriptionIdentity,
) -> Result<Option<Arc<CloudAccount>>, Unreadable> {
    if reusable(identity) {
        return Ok(None);
    }
    let Some(history) = view.subscription(identity)? else { return Ok(None) };
    let Some(link) = history.links.last() else { return Ok(None) };
    let linked = view.cloud_account(&link.cloud_account)?;
    Ok(linked.filter(|linked| !linked.lifecycle.withdrawn))
}

/// The agreements that were stated for a subscription.
fn agreements_of(
    view: &(impl View + ?Sized),
    provider: Provider,
    identity: &SubscriptionIdentity,
) -> Result<Vec<Arc<Agreement>>, Unreadable> {
    let Some(history) = view.subscription(identity)? else { return Ok(Vec::new()) };
    let mut agreements = Vec::new();
    for id in &history.agreements {
        agreements.extend(view.agreement(provider, id)?);
    }
    Ok(agreements)
}

/// The subscriptions that the marketplace stated as successors of a subscription, in order. A reusable identity is not
/// among them.
///
/// # Errors
///
/// [`Unreadable`] when a record cannot be read.
pub fn stated_successors(
    view: &(impl View + ?Sized),
    provider: Provider,
    identity: &SubscriptionIdentity,
) -> Result<BTreeSet<SubscriptionIdentity>, Unreadable> {
    stated_beside(view, provider, identity, |agreement| &agreement.next)
}

/// The same for the subscriptions whose successor the subscription is.
pub(crate) fn stated_predecessors(
    view: &(impl View + ?Sized),
    provider: Provider,
    identity: &SubscriptionIdentity,
) -> Result<BTreeSet<SubscriptionIdentity>, Unreadable> {
    stated_beside(view, provider, identity, |agreement| &agreement.previous)
}

/// The subscriptions of the agreements on one side of those of a subscription.
fn stated_beside(
    view: &(impl View + ?Sized),
    provider: Provider,
    identity: &SubscriptionIdentity,
    side: fn(&Agreement) -> &[AgreementId],
) -> Result<BTreeSet<SubscriptionIdentity>, Unreadable> {
    let mut stated = BTreeSet::new();
    for agreement in agreements_of(view, provider, identity)? {
        for beside in side(&agreement) {
            let beside = view.agreement(provider, beside)?;
            stated.extend(beside.iter().flat_map(|beside| beside.subscriptions.iter().cloned()));
        }
    }
    stated.retain(|one| one != identity && !reusable(one));
    Ok(stated)
}

/// The successor that a cloud account has by the present records: the only stated one that is linked by its account.
///
/// # Errors
///
/// [`Unreadable`] when a record cannot be read.
pub fn successor_of(
    view: &(impl View + ?Sized),
    cloud_account: &CloudAccount,
) -> Result<Option<CloudAccountId>, Unreadable> {
    let identity = cloud_account.subscription.identity();
    if cloud_account.lifecycle.withdrawn || reusable(identity) {
        return Ok(None);
    }
    let mut linked = Vec::new();
    for stated in stated_successors(view, cloud_account.provider(), identity)? {
        let found = linked_to(view, &stated)?.filter(|found| found.account == cloud_account.account);
        linked.extend(found.map(|found| found.id.clone()));
    }
    Ok(linked.pop().filter(|_| linked.is_empty()))
}

/// Whether the marketplace said that another agreement takes the place of an agreement of the subscription.
///
/// # Errors
///
/// [`Unreadable`] when a record cannot be read.
pub fn is_replaced(
    view: &(impl View + ?Sized),
    provider: Provider,
    identity: &SubscriptionIdentity,
) -> Result<bool, Unreadable> {
    Ok(agreements_of(view, provider, identity)?.iter().any(|agreement| agreement.is_replaced()))
}

/// The stated successors of a cloud account that was replaced and has ended, and has no successor; else `None`.
///
/// # Errors
///
/// [`Unreadable`] when a record cannot be read.
pub fn misses_successor(
    view: &(impl View + ?Sized),
    cloud_account: &CloudAccount,
) -> Result<Option<BTreeSet<SubscriptionIdentity>>, Unreadable> {
    let (identity, lifecycle) = (cloud_account.subscription.identity(), &cloud_account.lifecycle);
    // Under the first version of the rules no cloud account had a successor.
    let has_ended = lifecycle.ended_at.is_some() && lifecycle.over_rules > rules::FIRST;
    if !has_ended || cloud_account.successor.is_some() || reusable(identity) {
        return Ok(None);
    }
    let is_open = view.account(&cloud_account.account)?.is_some_and(|account| account.closed_at.is_none());
    if !is_open || !is_replaced(view, cloud_account.provider(), identity)? {
        return Ok(None);
    }
    Ok(Some(stated_successors(view, cloud_account.provider(), identity)?))
}
