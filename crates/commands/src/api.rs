//! Every use case, once.

#[allow(clippy::wildcard_imports)] // the table names most of them
use crate::views::*;
use crate::{
    aid, back_entry, back_entry_acts, back_entry_find, backups, bag, bag_compare, bag_files, bag_in_force,
    bag_words, candidates, card_editor, cards, cards_typed, census, census_list, columns, contacts,
    content_list, desk_lists, downtime_numbers, drafts, drip, edits, fallbacks, find, handover, incident,
    incident_life, intake, jobs, journal, lab_list, legal, lists_sheet, look_back, needs, news2, now,
    numbers, own, paper, patient_rows, patients, people, print_preview, print_resume, printers,
    priority_compare, priority_list, profiles, quality, record_sheet, records, register, register_import,
    report_sheet, reports, reports_given, results, roles, runners, session, station_key, steering, systems,
    verifying, waits, writing,
};

crate::use_cases! {
    /// Is there a home, is it open, who may sign in.
    status: Nothing => StatusView = session::status;
    /// Makes an encrypted home; the recovery code comes back once.
    create_home: CreateHome => HomeMade = session::create_home;
    /// Opens the home.
    unlock: Unlock => FrameView = session::unlock;
    /// Locks it.
    lock: Nothing => StatusView = session::lock;
    /// Fills a fresh home with the sample hospital, as a job.
    demo: Nothing => JobView = census::demo;
    /// Everything around the screen.
    frame: Nothing => FrameView = session::frame;
    /// Is the bag ready? Earlier incidents.
    readiness: Nothing => ReadinessView = session::readiness;
    /// Opens an incident: declared at once, or stood by.
    incident_open: OpenIncident => FrameView = incident::open;
    /// Declares a stood-by incident.
    incident_declare: Because => FrameView = incident::declare;
    /// Stands the incident down.
    incident_stand_down: Because => FrameView = incident::stand_down;
    /// Escalates a declared incident.
    incident_escalate: EscalateIncident => FrameView = incident::escalate;
    /// Turns a declared incident to recovery.
    incident_recover: Because => FrameView = incident::recover;
    /// Takes a stood-down incident up again.
    incident_reopen: Because => FrameView = incident::reopen;
    /// The incidents of this home.
    incident_list: Nothing => IncidentsView = incident::list;
    /// The life of the incident on screen: its turns, what it can turn to, what is not finished.
    incident_life: Nothing => LifeView = incident_life::view;
    /// Writes a debrief of a stood-down incident.
    debrief_add: DebriefText => Written = incident_life::debrief;
    /// Objectives, operational periods and the battle rhythm.
    steering: Nothing => SteeringView = steering::view;
    /// Sets an objective.
    objective_set: SetObjective => Written = steering::set_objective;
    /// Ends an objective: met, or given up.
    objective_end: EndObjective => Written = steering::end_objective;
    /// Starts an operational period; the one that runs ends with it.
    period_start: StartPeriod => Written = steering::start_period;
    /// Ends the operational period that runs.
    period_end: EndPeriod => Written = steering::end_period;
    /// Sets when a report or briefing is due next, and how often.
    rhythm_set: SetRhythm => Written = steering::set_rhythm;
    /// Shows another of the kept incidents.
    incident_choose: IncidentId => FrameView = incident::choose;
    /// The commander's board.
    now: Nothing => NowView = now::board;
    /// Finds a patient, card, role or system.
    find: FindQuery => FoundView = find::find;
    /// Opens the file dialog, where the shell has one.
    choose_files: ChooseFiles => Chosen = census::choose_files;
    /// Reads files or folders into a new snapshot, as a job.
    census_import: ImportCensus => JobView = census::import;
    /// The report of the census in use.
    census_report: Nothing => CensusReport = census::report;
    /// The census as scripts read it.
    census_list: ListPatients => CensusPatients = census_list::list;
    /// One patient of the census as scripts read it, with the source of each field.
    census_show: PatientKey => CensusPatient = census_list::show;
    /// How good the census is, and what became other since the one before.
    census_quality: Nothing => QualityView = quality::view;
    /// Ward by ward: who is profiled, who is not, who needs a look, and why.
    census_needs: NeedsOf => NeedsView = needs::view;
    /// Every profile that a person can give.
    profile_choices: Nothing => ProfileChoices = profiles::choices;
    /// A person adds a profile to a patient.
    profile_add: SayProfile => Written = profiles::add;
    /// A person takes a profile from a patient, or puts another in its place.
    profile_remove: SayProfile => Written = profiles::remove;
    /// Takes back what a person said of a profile.
    profile_restore: SayProfile => Written = profiles::restore;
    /// Kept snapshots.
    census_snapshots: Nothing => SnapshotsView = census_list::snapshots;
    /// Guesses what the columns of a hospital's own list are.
    census_columns_guess: ColumnsOf => ColumnsView = columns::guess;
    /// What a mapping of columns would make of a file. Nothing is kept.
    census_columns_preview: PreviewColumns => PreviewView = columns::preview;
    /// Kept mappings of columns.
    mappings: Nothing => MappingsView = columns::list;
    /// Keeps a mapping: every file with that header is read by it.
    mapping_save: MappingView => MappingsView = columns::save;
    /// Forgets a mapping.
    mapping_remove: MappingName => MappingsView = columns::remove;
    /// Writes a mapping to a file, for another laptop.
    mapping_export: MappingFile => WrittenFile = columns::export;
    /// Takes a mapping from a file.
    mapping_import: MappingFile => MappingsView = columns::import;
    /// Writes an empty table with the columns that Battlebag knows.
    census_template: WriteTemplate => WrittenFile = columns::template;
    /// Changes one patient of the census by hand, while IT is down.
    census_edit: EditCensus => CensusEdited = edits::change;
    /// Changes by hand, and where a later feed says otherwise.
    census_edits: Nothing => EditsView = edits::view;
    /// Settles one of those.
    census_settle: SettleDifference => Written = edits::settle;
    /// This station's block of downtime numbers.
    downtime_block: Nothing => DowntimeBlock = downtime_numbers::view;
    /// Sets it.
    downtime_block_set: DowntimeBlock => DowntimeBlock = downtime_numbers::set;
    /// Live feeds and how each does.
    intake: Nothing => IntakeView = intake::list;
    /// Adds a live feed.
    intake_add: AddIntake => IntakeView = intake::add;
    /// Takes a live feed away, and all that it sent.
    intake_remove: RemoveIntake => IntakeView = intake::remove;
    /// Sets how often snapshots are taken from the feeds, and how long what they sent is kept.
    intake_set: SetIntake => IntakeView = intake::set;
    /// Takes a snapshot of what the feeds hold, as a job.
    intake_snapshot: IntakeSnapshot => JobView = intake::snapshot_now;
    /// Erases what is due by the times that are set, as a job.
    intake_shred: Nothing => JobView = intake::shred;
    /// Pulls from a FHIR server now and takes a snapshot, as a job.
    intake_pull: PullIntake => JobView = intake::pull;
    /// The priority list that scripts read, now or as it was.
    priority: PriorityAt => PriorityList = priority_list::at;
    /// The priority list.
    patients: ListPatients => PatientsView = patient_rows::list;
    /// Words for the rows in view.
    patient_words: WordPatients => PatientRowsWords = patient_rows::words;
    /// One patient, open; or as they stood at a past moment.
    patient: PatientAt => PatientView = patients::show;
    /// The list held against what it was: who rose, who fell, who is new, who is gone, and why.
    priority_compare: ComparePriority => PriorityCompared = priority_compare::compare;
    /// Confirms the tier as shown.
    priority_confirm: PatientKey => Written = patients::confirm;
    /// Raises a patient.
    priority_raise: RaisePatient => Written = patients::raise;
    /// Lowers a patient.
    priority_lower: LowerPatient => Written = patients::lower;
    /// Takes an override back.
    priority_release: PatientKey => Written = patients::release;
    /// The system board.
    systems: Nothing => SystemsView = systems::board;
    /// Says how a system is.
    system_set: SetSystem => Written = systems::set;
    /// What falls if a system falls.
    system_impact: SystemKey => ImpactView = systems::impact;
    /// Says again what was said of a system last.
    system_renew: RenewSystem => Written = systems::renew;
    /// The owner signs when a system will be back, or takes that back.
    system_return: SignReturn => Written = systems::sign_return;
    /// On whom a decision may have been taken from what a doubted system gave.
    system_look_back: SystemKey => LookBackView = look_back::view;
    /// A person says whether one was.
    system_acted: SayActed => Written = look_back::say_acted;
    /// The hospital's own systems.
    register: Nothing => RegisterView = register::view;
    /// Takes a register from a file, or only checks it.
    register_import: ImportRegister => RegisterChanged = register_import::import;
    /// Writes the register to a file.
    register_export: RegisterFile => WrittenFile = register::export;
    /// Writes an empty register to fill in.
    register_template: RegisterFile => WrittenFile = register::template;
    /// What stands in the way of putting a system in, field by field.
    register_check: PutInstance => InstanceChecked = register::check;
    /// Adds a system to the register, or changes one.
    register_put: PutInstance => Written = register::put;
    /// Takes a system out of the register.
    register_remove: RemoveInstance => Written = register::remove;
    /// Fallbacks needed and held, with the people behind the numbers.
    workarounds: Nothing => WorkaroundsView = fallbacks::workarounds;
    /// A fallback was found on site.
    fallback_confirm: ConfirmFallback => Written = fallbacks::confirm_fallback;
    /// A fallback runs for a patient.
    fallback_run: RunFallback => Written = fallbacks::run_fallback;
    /// Which system's return helps most patients, with the people behind the numbers.
    restore_order: Nothing => RestoreOrderView = fallbacks::restore_order;
    /// Writes a list to a PDF: work-arounds, the restoration order, a look-back, or one of the desk.
    list_write: WriteList => WrittenFile = lists_sheet::write;
    /// Roles and who holds them.
    roles: Nothing => RolesView = roles::list;
    /// Gives a role to a person; hands it over when it is held.
    role_assign: AssignRole => Written = roles::assign;
    /// Hands a held role over.
    role_hand_over: AssignRole => Written = roles::hand_over;
    /// Leaves a role empty.
    role_vacate: VacateRole => Written = roles::vacate;
    /// Somebody stands in for a role's holder for a while.
    role_cover: CoverRole => Written = roles::cover;
    /// Whoever was stood in for is back.
    role_back: RoleKey => Written = roles::back;
    /// Settles whether one name in two roles is one person or two.
    role_name_settle: SettleName => Written = roles::settle_name;
    /// What whoever takes a role over must know, from the log and the board.
    role_brief: RoleKey => BriefView = handover::view;
    /// Writes it to a PDF with a checkpoint of the log.
    role_brief_write: WriteBrief => ReportWritten = handover::write;
    /// Puts somebody on the list of candidates of a role, or says it anew.
    candidate_set: SetCandidate => Written = candidates::set;
    /// Takes somebody off it; off every list, when they have left.
    candidate_remove: RemoveCandidate => Written = candidates::remove;
    /// Action cards.
    cards: Nothing => CardsView = cards::list;
    /// One card, live.
    card: CardKey => CardView = cards::show;
    /// Works a step.
    card_step: WorkStep => Written = cards::step;
    /// Types in a card that was worked on paper: many steps, each with the time that was written.
    card_typed: TypeCard => TypedIn = cards_typed::type_in;
    /// The log.
    log: ListLog => LogView = journal::list;
    /// Who must be told by law, by when.
    legal: Nothing => LegalView = legal::view;
    /// Starts a legal clock: the organisation became aware.
    legal_start: StartLegal => Written = legal::start;
    /// Stops one: it was told.
    legal_tell: TellLegal => Written = legal::tell;
    /// Says why one does not apply.
    legal_not_applicable: SayLegal => Written = legal::not_applicable;
    /// A stopped one runs again.
    legal_reopen: SayLegal => Written = legal::reopen;
    /// Names who sees to one.
    legal_owner: SayLegal => Written = legal::own;
    /// Adds a note.
    log_add: AddNote => Written = writing::note;
    /// Adds a decision.
    decision_add: AddDecision => Written = writing::decision;
    /// Adds a message in the M/ETHANE order.
    methane_add: MethaneText => Written = writing::methane;
    /// The M/ETHANE message as the board and the log would fill it now.
    methane_draft: Nothing => MethaneText = reports::methane;
    /// Adds a situation report.
    sitrep_add: SitRepText => Written = writing::sitrep;
    /// The situation report as the board and the log would fill it now.
    sitrep_draft: Nothing => SitRepText = reports::sitrep;
    /// Adds a briefing in the order of IIMARCH.
    briefing_add: BriefingText => Written = writing::briefing;
    /// The briefing as the board and the log would fill it now.
    briefing_draft: Nothing => BriefingText = reports::briefing;
    /// The reports that were given.
    reports: Nothing => ReportsView = reports_given::list;
    /// Writes a report to a PDF with a checkpoint of the log.
    report_write: WriteReport => ReportWritten = report_sheet::write;
    /// Takes down something said or carried, with its read-back.
    message_add: MessageText => Written = writing::message;
    /// Results by phone, and samples and requests whose result is out.
    results: Nothing => ResultsView = results::view;
    /// Takes a phoned result down; one without a read-back is kept and shown as such.
    result_take: TakeResult => Written = results::take;
    /// Reads a result back that was not.
    result_read_back: ReadBackResult => Written = results::read_back;
    /// A named clinician knows of a result.
    result_acknowledge: AcknowledgeResult => Written = results::acknowledge;
    /// A sample was sent or a request made: its result is waited for.
    result_ask: AskResult => Written = results::ask;
    /// Somebody asked where a result is.
    result_chase: ChaseResult => Written = results::chase;
    /// The result came on paper, or none is needed any more.
    result_close: CloseWait => Written = results::close;
    /// Sets in how many minutes a result, a runner or an answer is late.
    wait_set: SetWait => Written = waits::set;
    /// The runners' log.
    runners: Nothing => RunnersView = runners::view;
    /// Something leaves by hand.
    runner_send: SendRunner => Written = runners::send;
    /// It is there.
    runner_arrive: ArriveRunner => Written = runners::arrive;
    /// It is given up.
    runner_give_up: GiveUpRunner => Written = runners::give_up;
    /// Help between hospitals, and diversions.
    aid: Nothing => AidView = aid::view;
    /// Help was asked or offered.
    aid_open: OpenAid => Written = aid::open_matter;
    /// It was answered.
    aid_answer: AnswerAid => Written = aid::answer;
    /// It ended.
    aid_end: SayAid => Written = aid::end;
    /// A diversion begins.
    divert_start: StartDivert => Written = aid::divert;
    /// Somebody was told of one.
    divert_tell: SayAid => Written = aid::tell;
    /// One holds until another time.
    divert_hold: HoldDivert => Written = aid::hold;
    /// One is over.
    divert_end: SayAid => Written = aid::end_diversion;
    /// What the laboratory can do now, as it is printed on its request.
    lab_list: Nothing => LabListView = lab_list::view;
    /// The laboratory says what it can do.
    lab_list_say: SayLabList => Written = lab_list::say;
    /// The laboratory's list holds no more.
    lab_list_withdraw: WithdrawLabList => Written = lab_list::withdraw;
    /// The back-entry list: sheets that come back, and how far each is.
    back_entry: BackEntryAsk => BackEntryView = back_entry::view;
    /// The sheet that a scanned or typed number names.
    sheet_find: SheetAsked => SheetFound = back_entry_find::find;
    /// Sheets are here.
    sheet_return: ReturnSheets => Written = back_entry_acts::returned;
    /// Somebody takes sheets on.
    sheet_take: TakeSheets => Written = back_entry_acts::take;
    /// What is on sheets was entered.
    sheet_enter: EnterSheets => Written = back_entry_acts::enter;
    /// Nothing is entered from sheets.
    sheet_not_used: UnusedSheets => Written = back_entry_acts::not_used;
    /// A second person looked at sheets on the screen.
    sheet_verify: VerifySheets => Written = back_entry_acts::verify;
    /// Somebody found something wrong in what was entered.
    sheet_send_back: SendBackSheets => Written = back_entry_acts::send_back;
    /// Sheets were looked for and not found.
    sheet_missing: MissingSheets => Written = back_entry_acts::missing;
    /// The newest word about a sheet was a mistake.
    sheet_take_back: TakeBackSheet => Written = back_entry_acts::take_back;
    /// The contact book.
    contacts: Nothing => ContactsView = contacts::view;
    /// Adds a contact, or changes one.
    contact_put: PutContact => Written = contacts::put;
    /// Takes a contact out.
    contact_remove: ContactKey => Written = contacts::remove;
    /// Somebody tried a contact today and reached it.
    contact_verify: ContactKey => Written = contacts::verify;
    /// Takes contacts from a CSV file, whole or not at all.
    contacts_import: ImportContacts => ContactsTaken = contacts::import;
    /// Writes an empty contact book to fill in.
    contacts_template: RegisterFile => WrittenFile = contacts::template;
    /// Writes a list of the desk as CSV or JSON.
    list_export: ExportList => WrittenFile = desk_lists::export;
    /// Gives a task.
    task_give: GiveTask => Written = writing::task_give;
    /// Closes a task.
    task_close: CloseTask => Written = writing::task_close;
    /// Keeps a device aside as evidence.
    device_hold: HoldDevice => Written = writing::device_hold;
    /// Gives a held device out again.
    device_release: ReleaseDevice => Written = writing::device_release;
    /// The right words for an earlier entry; both are shown.
    entry_correct: CorrectEntry => Written = writing::correct;
    /// Marks a line for the debrief, or takes the mark off.
    entry_flag: FlagEntry => Written = writing::flag;
    /// Erases the words of an entry for good; its place in the chain stays.
    entry_redact: RedactEntry => Written = writing::redact;
    /// Says which of contradicting entries holds.
    dispute_settle: JudgeEntry => Written = writing::settle;
    /// Looks at broken glass: somebody other than who broke it.
    glass_review: JudgeEntry => Written = writing::review_glass;
    /// Verifies the whole log, in plain words.
    log_verify: Nothing => VerifyView = verifying::verify;
    /// Makes and signs a checkpoint of the log, also as a sheet.
    checkpoint_make: MakeCheckpoint => CheckpointView = records::checkpoint_make;
    /// What the words or the square code of an old sheet prove.
    checkpoint_check: CheckCheckpoint => ProofView = records::checkpoint_check;
    /// Writes the record of the incident to one file that anybody can check, as a job.
    record_export: ExportRecord => JobView = records::export;
    /// How backups are made, and the last one.
    backup: Nothing => BackupView = backups::view;
    /// Sets how backups are made.
    backup_set: SetBackup => BackupView = backups::set;
    /// Makes a backup now, as a job.
    backup_make: MakeBackup => JobView = backups::make;
    /// What a backup says of itself, before any passphrase.
    backup_inspect: BackupFile => BackupHead = backups::inspect;
    /// Makes a home from a backup.
    restore: RestoreHome => FrameView = backups::restore;
    /// A new signing key for this station, after its old one was in use on two machines.
    station_renew: RenewStation => Written = station_key::renew;
    /// Who can sign in.
    people: Nothing => PeopleView = people::list;
    /// Lets somebody sign in.
    person_add: AddPerson => Written = people::add;
    /// What revoking somebody would mean.
    person_plan: PersonName => RevokePlan = people::plan_revoke;
    /// Stops somebody from signing in; the home gets a new data key.
    person_revoke: RevokePerson => KeysChanged = people::revoke;
    /// Changes one's own passphrase.
    passphrase_change: ChangePassphrase => Written = people::change_passphrase;
    /// Gives somebody a new passphrase when theirs is forgotten.
    passphrase_reset: ResetPassphrase => Written = people::reset_passphrase;
    /// Makes a new recovery code; the old one opens nothing.
    recovery_renew: RenewRecovery => KeysChanged = people::renew_recovery;
    /// Writes the recovery code as a sheet for the sealed envelope.
    recovery_sheet: RecoverySheet => WrittenFile = record_sheet::recovery;
    /// Opens the home with the recovery code and gives one person a new passphrase.
    recover: Recover => FrameView = people::recover;
    /// What can be printed.
    paper: Nothing => PaperView = paper::view;
    /// Starts a print.
    print_start: StartPrint => JobView = paper::start;
    /// Shows one page of what would be printed. Nothing is printed and nothing is written.
    print_preview: PreviewPrint => PrintPreview = print_preview::preview;
    /// Carries an unfinished print on: where it stopped, on the same printer, another one, or into a folder.
    print_resume: ResumePrint => JobView = print_resume::resume;
    /// Lets an unfinished print be.
    print_drop: PrintKey => PaperView = print_resume::drop_print;
    /// Printers: those that were added and those of the system, how each is and what to do.
    printers: Nothing => PrintersView = printers::list;
    /// Adds a printer by its address.
    printer_add: AddPrinter => PrintersView = printers::add;
    /// Takes one off the list.
    printer_remove: PrinterName => PrintersView = printers::remove;
    /// Asks one printer whether it would print, without printing.
    printer_test: PrinterName => PrinterView = printers::test;
    /// How far a job is.
    job: JobKey => JobView = jobs::job;
    /// Cancels a job.
    job_cancel: JobKey => JobView = jobs::cancel;
    /// Drops a minute of a gravity drip; refuses a missing drop factor and a drug that never runs by gravity.
    drip: DripAsk => DripView = drip::work_out;
    /// mL an hour that counted drops give, and how long the bag lasts.
    drip_count: DripCountAsk => DripCounted = drip::from_count;
    /// The points of a set of observations, what is missing, and who comes; refused under 16 and in pregnancy.
    news2: News2Ask => News2View = news2::score;
    /// Enters a whole set for a patient: the list counts the newest.
    news2_enter: News2Ask => CensusEdited = news2::enter;
    /// The bag.
    bag: Nothing => BagView = bag::view;
    /// Every clinical number with its unit, source and approval.
    bag_numbers: Nothing => NumbersView = numbers::view;
    /// The cards of the bag as their keeper sees them: origin, approval, review.
    content: Nothing => ContentView = content_list::list;
    /// A card or the roles as text, with saved versions.
    content_open: ContentKey => ContentText = card_editor::open_text;
    /// The text of a card that nobody has written yet.
    content_new: NewCard => ContentText = card_editor::new_card;
    /// What a typed text is worth: faults by line, the printed side, the difference.
    content_look: ContentTyped => ContentLook = card_editor::look;
    /// Saves a text as a version of its own.
    content_save: SaveContent => Written = card_editor::save;
    /// Vouches for a card by name and day.
    content_approve: ApproveContent => Written = card_editor::approve;
    /// Takes a card out of use; it stays in the bag.
    content_retire: TurnContent => Written = card_editor::retire;
    /// Hands a retired card out again.
    content_restore: TurnContent => Written = card_editor::restore;
    /// Lets the card of the bag underneath stand again.
    content_revert: TurnContent => Written = card_editor::revert;
    /// What the hospital has set about its own paper, and what it can choose from.
    own_paper: Nothing => OwnPaperView = own::view;
    /// One of its files as answers, with saved versions.
    own_open: OwnKey => OwnText = own::open_own;
    /// What typed answers are worth: faults at their answers, the sheet that they change, the difference.
    own_look: OwnTyped => OwnLook = own::look;
    /// Saves answers.
    own_save: SaveOwn => Written = own::save;
    /// Chooses whose words cards and roles say, UK or US.
    bag_words: SetWords => Written = bag_words::set;
    /// Takes the home's newer bag into use in the running incident.
    bag_take_newer: Nothing => Written = bag_in_force::take_newer;
    /// Compares two bags file by file.
    bag_compare: CompareBags => BagsCompared = bag_compare::compare;
    /// Writes a bag to one signed file, or as plain texts into a folder.
    bag_export: ExportBag => BagExported = bag_files::export;
    /// Signs a bag's file with this home's key.
    bag_sign: SignBag => BagExported = bag_files::sign;
    /// Looks at a bag's file, and takes it when a trusted key signed it.
    bag_import: ImportBag => BagImported = bag_files::import;
    /// Keys that bags are signed with.
    bag_keys: Nothing => KeysView = bag_files::keys;
    /// Trusts a key.
    bag_trust: TrustKey => Written = bag_files::trust;
    /// No longer trusts a key.
    bag_distrust: TrustKey => Written = bag_files::distrust;
    /// Records that the physical bag was checked.
    bag_checked: BagChecked => Written = bag::checked;
    /// Keeps a draft.
    draft_save: DraftText => Draft = drafts::save;
    /// Gives a draft back.
    draft_load: DraftKey => Draft = drafts::load;
}
