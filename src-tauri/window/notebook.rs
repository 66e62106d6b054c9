//! The commands of search, details, notes, the timeline, duplicates, erasing, the bin and briefs.

use nod_core::api::{
    BinEntry, BriefCard, DetailCategory, DetailRow, DetailSaved, Done, Duplicate, Failure, MergePreview,
    MomentRow, OpId, PersonFields, SearchPage, SearchRequest, TimelinePage, TimelineRequest, Undone,
};
use nod_core::detail::DetailFields;
use nod_core::id::{DetailId, MomentId, PersonId};
use nod_core::moment::NewMoment;
use tauri::State;

use super::desk::Desk;

type Answer<T> = Result<T, Failure>;

#[tauri::command]
pub(crate) async fn search(desk: State<'_, Desk>, request: SearchRequest) -> Answer<SearchPage> {
    desk.ask(move |nod, now| nod.search(&request, now)).await
}

#[tauri::command]
pub(crate) async fn moment(desk: State<'_, Desk>, id: MomentId) -> Answer<MomentRow> {
    desk.ask(move |nod, now| nod.moment(id, now)).await
}

#[tauri::command]
pub(crate) async fn moment_edit(desk: State<'_, Desk>, id: MomentId, new: NewMoment) -> Answer<Done> {
    desk.ask(move |nod, now| nod.moment_edit(id, &new, now)).await
}

#[tauri::command]
pub(crate) async fn timeline(desk: State<'_, Desk>, request: TimelineRequest) -> Answer<TimelinePage> {
    desk.ask(move |nod, now| nod.timeline(&request, now)).await
}

#[tauri::command]
pub(crate) async fn details(
    desk: State<'_, Desk>,
    person: PersonId,
    expired: bool,
) -> Answer<Vec<DetailRow>> {
    desk.ask(move |nod, now| nod.details(person, expired, now)).await
}

#[tauri::command]
pub(crate) async fn detail_categories(desk: State<'_, Desk>) -> Answer<Vec<DetailCategory>> {
    desk.ask(|nod, _| nod.detail_categories()).await
}

#[tauri::command]
pub(crate) async fn detail_add(
    desk: State<'_, Desk>,
    person: PersonId,
    fields: DetailFields,
) -> Answer<DetailSaved> {
    desk.ask(move |nod, now| nod.detail_add(person, &fields, now)).await
}

#[tauri::command]
pub(crate) async fn detail_edit(
    desk: State<'_, Desk>,
    id: DetailId,
    fields: DetailFields,
) -> Answer<DetailSaved> {
    desk.ask(move |nod, now| nod.detail_edit(id, &fields, now)).await
}

#[tauri::command]
pub(crate) async fn detail_delete(desk: State<'_, Desk>, id: DetailId) -> Answer<Done> {
    desk.ask(move |nod, now| nod.detail_delete(id, now)).await
}

#[tauri::command]
pub(crate) async fn notes_html(desk: State<'_, Desk>, id: PersonId) -> Answer<String> {
    desk.ask(move |nod, _| nod.notes_html(id)).await
}

#[tauri::command]
pub(crate) async fn duplicates(desk: State<'_, Desk>) -> Answer<Vec<Duplicate>> {
    desk.ask(|nod, _| nod.duplicates()).await
}

#[tauri::command]
pub(crate) async fn merge_preview(
    desk: State<'_, Desk>,
    keep: PersonId,
    gone: PersonId,
) -> Answer<MergePreview> {
    desk.ask(move |nod, _| nod.merge_preview(keep, gone)).await
}

#[tauri::command]
pub(crate) async fn merge(
    desk: State<'_, Desk>,
    keep: PersonId,
    gone: PersonId,
    fields: PersonFields,
) -> Answer<Done> {
    desk.ask(move |nod, now| nod.merge(keep, gone, Some(&fields), now)).await
}

#[tauri::command]
pub(crate) async fn person_delete(desk: State<'_, Desk>, id: PersonId) -> Answer<Done> {
    desk.ask(move |nod, now| nod.person_delete(id, now)).await
}

#[tauri::command]
pub(crate) async fn person_erase(desk: State<'_, Desk>, id: PersonId) -> Answer<Done> {
    desk.ask(move |nod, _| nod.person_erase(id)).await
}

#[tauri::command]
pub(crate) async fn bin(desk: State<'_, Desk>) -> Answer<Vec<BinEntry>> {
    desk.ask(|nod, now| nod.bin(now)).await
}

#[tauri::command]
pub(crate) async fn bin_restore(desk: State<'_, Desk>, op: OpId) -> Answer<Undone> {
    desk.ask(move |nod, _| nod.bin_restore(op)).await
}

#[tauri::command]
pub(crate) async fn brief(desk: State<'_, Desk>, people: Vec<PersonId>) -> Answer<Vec<BriefCard>> {
    desk.ask(move |nod, now| nod.brief(&people, now)).await
}
