// Generated from Rust by the bindings test of battlebag-commands. Do not edit.
import type { AcknowledgeResult } from "./AcknowledgeResult";
import type { AddDecision } from "./AddDecision";
import type { AddIntake } from "./AddIntake";
import type { AddNote } from "./AddNote";
import type { AddPerson } from "./AddPerson";
import type { AddPrinter } from "./AddPrinter";
import type { AidView } from "./AidView";
import type { AnswerAid } from "./AnswerAid";
import type { ApproveContent } from "./ApproveContent";
import type { ArriveRunner } from "./ArriveRunner";
import type { AskResult } from "./AskResult";
import type { AssignRole } from "./AssignRole";
import type { BackEntryAsk } from "./BackEntryAsk";
import type { BackEntryView } from "./BackEntryView";
import type { BackupFile } from "./BackupFile";
import type { BackupHead } from "./BackupHead";
import type { BackupView } from "./BackupView";
import type { BagChecked } from "./BagChecked";
import type { BagExported } from "./BagExported";
import type { BagImported } from "./BagImported";
import type { BagView } from "./BagView";
import type { BagsCompared } from "./BagsCompared";
import type { Because } from "./Because";
import type { BriefView } from "./BriefView";
import type { BriefingText } from "./BriefingText";
import type { CardKey } from "./CardKey";
import type { CardView } from "./CardView";
import type { CardsView } from "./CardsView";
import type { CensusEdited } from "./CensusEdited";
import type { CensusPatient } from "./CensusPatient";
import type { CensusPatients } from "./CensusPatients";
import type { CensusReport } from "./CensusReport";
import type { ChangePassphrase } from "./ChangePassphrase";
import type { ChaseResult } from "./ChaseResult";
import type { CheckCheckpoint } from "./CheckCheckpoint";
import type { CheckpointView } from "./CheckpointView";
import type { ChooseFiles } from "./ChooseFiles";
import type { Chosen } from "./Chosen";
import type { CloseTask } from "./CloseTask";
import type { CloseWait } from "./CloseWait";
import type { ColumnsOf } from "./ColumnsOf";
import type { ColumnsView } from "./ColumnsView";
import type { CompareBags } from "./CompareBags";
import type { ComparePriority } from "./ComparePriority";
import type { ConfirmFallback } from "./ConfirmFallback";
import type { ContactKey } from "./ContactKey";
import type { ContactsTaken } from "./ContactsTaken";
import type { ContactsView } from "./ContactsView";
import type { ContentKey } from "./ContentKey";
import type { ContentLook } from "./ContentLook";
import type { ContentText } from "./ContentText";
import type { ContentTyped } from "./ContentTyped";
import type { ContentView } from "./ContentView";
import type { CorrectEntry } from "./CorrectEntry";
import type { CoverRole } from "./CoverRole";
import type { CreateHome } from "./CreateHome";
import type { DebriefText } from "./DebriefText";
import type { DowntimeBlock } from "./DowntimeBlock";
import type { Draft } from "./Draft";
import type { DraftKey } from "./DraftKey";
import type { DraftText } from "./DraftText";
import type { DripAsk } from "./DripAsk";
import type { DripCountAsk } from "./DripCountAsk";
import type { DripCounted } from "./DripCounted";
import type { DripView } from "./DripView";
import type { EditCensus } from "./EditCensus";
import type { EditsView } from "./EditsView";
import type { EndObjective } from "./EndObjective";
import type { EndPeriod } from "./EndPeriod";
import type { EnterSheets } from "./EnterSheets";
import type { EscalateIncident } from "./EscalateIncident";
import type { ExportBag } from "./ExportBag";
import type { ExportList } from "./ExportList";
import type { ExportRecord } from "./ExportRecord";
import type { FindQuery } from "./FindQuery";
import type { FlagEntry } from "./FlagEntry";
import type { FoundView } from "./FoundView";
import type { FrameView } from "./FrameView";
import type { GiveTask } from "./GiveTask";
import type { GiveUpRunner } from "./GiveUpRunner";
import type { HoldDevice } from "./HoldDevice";
import type { HoldDivert } from "./HoldDivert";
import type { HomeMade } from "./HomeMade";
import type { ImpactView } from "./ImpactView";
import type { ImportBag } from "./ImportBag";
import type { ImportCensus } from "./ImportCensus";
import type { ImportContacts } from "./ImportContacts";
import type { ImportRegister } from "./ImportRegister";
import type { IncidentId } from "./IncidentId";
import type { IncidentsView } from "./IncidentsView";
import type { InstanceChecked } from "./InstanceChecked";
import type { IntakeSnapshot } from "./IntakeSnapshot";
import type { IntakeView } from "./IntakeView";
import type { JobKey } from "./JobKey";
import type { JobView } from "./JobView";
import type { JudgeEntry } from "./JudgeEntry";
import type { KeysChanged } from "./KeysChanged";
import type { KeysView } from "./KeysView";
import type { LabListView } from "./LabListView";
import type { LegalView } from "./LegalView";
import type { LifeView } from "./LifeView";
import type { ListLog } from "./ListLog";
import type { ListPatients } from "./ListPatients";
import type { LogView } from "./LogView";
import type { LookBackView } from "./LookBackView";
import type { LowerPatient } from "./LowerPatient";
import type { MakeBackup } from "./MakeBackup";
import type { MakeCheckpoint } from "./MakeCheckpoint";
import type { MappingFile } from "./MappingFile";
import type { MappingName } from "./MappingName";
import type { MappingView } from "./MappingView";
import type { MappingsView } from "./MappingsView";
import type { MessageText } from "./MessageText";
import type { MethaneText } from "./MethaneText";
import type { MissingSheets } from "./MissingSheets";
import type { NeedsOf } from "./NeedsOf";
import type { NeedsView } from "./NeedsView";
import type { NewCard } from "./NewCard";
import type { News2Ask } from "./News2Ask";
import type { News2View } from "./News2View";
import type { Nothing } from "./Nothing";
import type { NowView } from "./NowView";
import type { NumbersView } from "./NumbersView";
import type { OpenAid } from "./OpenAid";
import type { OpenIncident } from "./OpenIncident";
import type { OwnKey } from "./OwnKey";
import type { OwnLook } from "./OwnLook";
import type { OwnPaperView } from "./OwnPaperView";
import type { OwnText } from "./OwnText";
import type { OwnTyped } from "./OwnTyped";
import type { PaperView } from "./PaperView";
import type { PatientAt } from "./PatientAt";
import type { PatientKey } from "./PatientKey";
import type { PatientRowsWords } from "./PatientRowsWords";
import type { PatientView } from "./PatientView";
import type { PatientsView } from "./PatientsView";
import type { PeopleView } from "./PeopleView";
import type { PersonName } from "./PersonName";
import type { PreviewColumns } from "./PreviewColumns";
import type { PreviewPrint } from "./PreviewPrint";
import type { PreviewView } from "./PreviewView";
import type { PrintKey } from "./PrintKey";
import type { PrintPreview } from "./PrintPreview";
import type { PrinterName } from "./PrinterName";
import type { PrinterView } from "./PrinterView";
import type { PrintersView } from "./PrintersView";
import type { PriorityAt } from "./PriorityAt";
import type { PriorityCompared } from "./PriorityCompared";
import type { PriorityList } from "./PriorityList";
import type { ProfileChoices } from "./ProfileChoices";
import type { ProofView } from "./ProofView";
import type { PullIntake } from "./PullIntake";
import type { PutContact } from "./PutContact";
import type { PutInstance } from "./PutInstance";
import type { QualityView } from "./QualityView";
import type { RaisePatient } from "./RaisePatient";
import type { ReadBackResult } from "./ReadBackResult";
import type { ReadinessView } from "./ReadinessView";
import type { Recover } from "./Recover";
import type { RecoverySheet } from "./RecoverySheet";
import type { RedactEntry } from "./RedactEntry";
import type { RegisterChanged } from "./RegisterChanged";
import type { RegisterFile } from "./RegisterFile";
import type { RegisterView } from "./RegisterView";
import type { ReleaseDevice } from "./ReleaseDevice";
import type { RemoveCandidate } from "./RemoveCandidate";
import type { RemoveInstance } from "./RemoveInstance";
import type { RemoveIntake } from "./RemoveIntake";
import type { RenewRecovery } from "./RenewRecovery";
import type { RenewStation } from "./RenewStation";
import type { RenewSystem } from "./RenewSystem";
import type { ReportWritten } from "./ReportWritten";
import type { ReportsView } from "./ReportsView";
import type { ResetPassphrase } from "./ResetPassphrase";
import type { RestoreHome } from "./RestoreHome";
import type { RestoreOrderView } from "./RestoreOrderView";
import type { ResultsView } from "./ResultsView";
import type { ResumePrint } from "./ResumePrint";
import type { ReturnSheets } from "./ReturnSheets";
import type { RevokePerson } from "./RevokePerson";
import type { RevokePlan } from "./RevokePlan";
import type { RoleKey } from "./RoleKey";
import type { RolesView } from "./RolesView";
import type { RunFallback } from "./RunFallback";
import type { RunnersView } from "./RunnersView";
import type { SaveContent } from "./SaveContent";
import type { SaveOwn } from "./SaveOwn";
import type { SayActed } from "./SayActed";
import type { SayAid } from "./SayAid";
import type { SayLabList } from "./SayLabList";
import type { SayLegal } from "./SayLegal";
import type { SayProfile } from "./SayProfile";
import type { SendBackSheets } from "./SendBackSheets";
import type { SendRunner } from "./SendRunner";
import type { SetBackup } from "./SetBackup";
import type { SetCandidate } from "./SetCandidate";
import type { SetIntake } from "./SetIntake";
import type { SetObjective } from "./SetObjective";
import type { SetRhythm } from "./SetRhythm";
import type { SetSystem } from "./SetSystem";
import type { SetWait } from "./SetWait";
import type { SetWords } from "./SetWords";
import type { SettleDifference } from "./SettleDifference";
import type { SettleName } from "./SettleName";
import type { SheetAsked } from "./SheetAsked";
import type { SheetFound } from "./SheetFound";
import type { SignBag } from "./SignBag";
import type { SignReturn } from "./SignReturn";
import type { SitRepText } from "./SitRepText";
import type { SnapshotsView } from "./SnapshotsView";
import type { StartDivert } from "./StartDivert";
import type { StartLegal } from "./StartLegal";
import type { StartPeriod } from "./StartPeriod";
import type { StartPrint } from "./StartPrint";
import type { StatusView } from "./StatusView";
import type { SteeringView } from "./SteeringView";
import type { SystemKey } from "./SystemKey";
import type { SystemsView } from "./SystemsView";
import type { TakeBackSheet } from "./TakeBackSheet";
import type { TakeResult } from "./TakeResult";
import type { TakeSheets } from "./TakeSheets";
import type { TellLegal } from "./TellLegal";
import type { TrustKey } from "./TrustKey";
import type { TurnContent } from "./TurnContent";
import type { TypeCard } from "./TypeCard";
import type { TypedIn } from "./TypedIn";
import type { Unlock } from "./Unlock";
import type { UnusedSheets } from "./UnusedSheets";
import type { VacateRole } from "./VacateRole";
import type { VerifySheets } from "./VerifySheets";
import type { VerifyView } from "./VerifyView";
import type { WithdrawLabList } from "./WithdrawLabList";
import type { WordPatients } from "./WordPatients";
import type { WorkStep } from "./WorkStep";
import type { WorkaroundsView } from "./WorkaroundsView";
import type { WriteBrief } from "./WriteBrief";
import type { WriteList } from "./WriteList";
import type { WriteReport } from "./WriteReport";
import type { WriteTemplate } from "./WriteTemplate";
import type { Written } from "./Written";
import type { WrittenFile } from "./WrittenFile";

/** Every use case: its request and its response. */
export interface Commands {
  /** Is there a home, is it open, who may sign in. */
  status: { request: Nothing; response: StatusView };
  /** Makes an encrypted home; the recovery code comes back once. */
  create_home: { request: CreateHome; response: HomeMade };
  /** Opens the home. */
  unlock: { request: Unlock; response: FrameView };
  /** Locks it. */
  lock: { request: Nothing; response: StatusView };
  /** Fills a fresh home with the sample hospital, as a job. */
  demo: { request: Nothing; response: JobView };
  /** Everything around the screen. */
  frame: { request: Nothing; response: FrameView };
  /** Is the bag ready? Earlier incidents. */
  readiness: { request: Nothing; response: ReadinessView };
  /** Opens an incident: declared at once, or stood by. */
  incident_open: { request: OpenIncident; response: FrameView };
  /** Declares a stood-by incident. */
  incident_declare: { request: Because; response: FrameView };
  /** Stands the incident down. */
  incident_stand_down: { request: Because; response: FrameView };
  /** Escalates a declared incident. */
  incident_escalate: { request: EscalateIncident; response: FrameView };
  /** Turns a declared incident to recovery. */
  incident_recover: { request: Because; response: FrameView };
  /** Takes a stood-down incident up again. */
  incident_reopen: { request: Because; response: FrameView };
  /** The incidents of this home. */
  incident_list: { request: Nothing; response: IncidentsView };
  /** The life of the incident on screen: its turns, what it can turn to, what is not finished. */
  incident_life: { request: Nothing; response: LifeView };
  /** Writes a debrief of a stood-down incident. */
  debrief_add: { request: DebriefText; response: Written };
  /** Objectives, operational periods and the battle rhythm. */
  steering: { request: Nothing; response: SteeringView };
  /** Sets an objective. */
  objective_set: { request: SetObjective; response: Written };
  /** Ends an objective: met, or given up. */
  objective_end: { request: EndObjective; response: Written };
  /** Starts an operational period; the one that runs ends with it. */
  period_start: { request: StartPeriod; response: Written };
  /** Ends the operational period that runs. */
  period_end: { request: EndPeriod; response: Written };
  /** Sets when a report or briefing is due next, and how often. */
  rhythm_set: { request: SetRhythm; response: Written };
  /** Shows another of the kept incidents. */
  incident_choose: { request: IncidentId; response: FrameView };
  /** The commander's board. */
  now: { request: Nothing; response: NowView };
  /** Finds a patient, card, role or system. */
  find: { request: FindQuery; response: FoundView };
  /** Opens the file dialog, where the shell has one. */
  choose_files: { request: ChooseFiles; response: Chosen };
  /** Reads files or folders into a new snapshot, as a job. */
  census_import: { request: ImportCensus; response: JobView };
  /** The report of the census in use. */
  census_report: { request: Nothing; response: CensusReport };
  /** The census as scripts read it. */
  census_list: { request: ListPatients; response: CensusPatients };
  /** One patient of the census as scripts read it, with the source of each field. */
  census_show: { request: PatientKey; response: CensusPatient };
  /** How good the census is, and what became other since the one before. */
  census_quality: { request: Nothing; response: QualityView };
  /** Ward by ward: who is profiled, who is not, who needs a look, and why. */
  census_needs: { request: NeedsOf; response: NeedsView };
  /** Every profile that a person can give. */
  profile_choices: { request: Nothing; response: ProfileChoices };
  /** A person adds a profile to a patient. */
  profile_add: { request: SayProfile; response: Written };
  /** A person takes a profile from a patient, or puts another in its place. */
  profile_remove: { request: SayProfile; response: Written };
  /** Takes back what a person said of a profile. */
  profile_restore: { request: SayProfile; response: Written };
  /** Kept snapshots. */
  census_snapshots: { request: Nothing; response: SnapshotsView };
  /** Guesses what the columns of a hospital's own list are. */
  census_columns_guess: { request: ColumnsOf; response: ColumnsView };
  /** What a mapping of columns would make of a file. Nothing is kept. */
  census_columns_preview: { request: PreviewColumns; response: PreviewView };
  /** Kept mappings of columns. */
  mappings: { request: Nothing; response: MappingsView };
  /** Keeps a mapping: every file with that header is read by it. */
  mapping_save: { request: MappingView; response: MappingsView };
  /** Forgets a mapping. */
  mapping_remove: { request: MappingName; response: MappingsView };
  /** Writes a mapping to a file, for another laptop. */
  mapping_export: { request: MappingFile; response: WrittenFile };
  /** Takes a mapping from a file. */
  mapping_import: { request: MappingFile; response: MappingsView };
  /** Writes an empty table with the columns that Battlebag knows. */
  census_template: { request: WriteTemplate; response: WrittenFile };
  /** Changes one patient of the census by hand, while IT is down. */
  census_edit: { request: EditCensus; response: CensusEdited };
  /** Changes by hand, and where a later feed says otherwise. */
  census_edits: { request: Nothing; response: EditsView };
  /** Settles one of those. */
  census_settle: { request: SettleDifference; response: Written };
  /** This station's block of downtime numbers. */
  downtime_block: { request: Nothing; response: DowntimeBlock };
  /** Sets it. */
  downtime_block_set: { request: DowntimeBlock; response: DowntimeBlock };
  /** Live feeds and how each does. */
  intake: { request: Nothing; response: IntakeView };
  /** Adds a live feed. */
  intake_add: { request: AddIntake; response: IntakeView };
  /** Takes a live feed away, and all that it sent. */
  intake_remove: { request: RemoveIntake; response: IntakeView };
  /** Sets how often snapshots are taken from the feeds, and how long what they sent is kept. */
  intake_set: { request: SetIntake; response: IntakeView };
  /** Takes a snapshot of what the feeds hold, as a job. */
  intake_snapshot: { request: IntakeSnapshot; response: JobView };
  /** Erases what is due by the times that are set, as a job. */
  intake_shred: { request: Nothing; response: JobView };
  /** Pulls from a FHIR server now and takes a snapshot, as a job. */
  intake_pull: { request: PullIntake; response: JobView };
  /** The priority list that scripts read, now or as it was. */
  priority: { request: PriorityAt; response: PriorityList };
  /** The priority list. */
  patients: { request: ListPatients; response: PatientsView };
  /** Words for the rows in view. */
  patient_words: { request: WordPatients; response: PatientRowsWords };
  /** One patient, open; or as they stood at a past moment. */
  patient: { request: PatientAt; response: PatientView };
  /** The list held against what it was: who rose, who fell, who is new, who is gone, and why. */
  priority_compare: { request: ComparePriority; response: PriorityCompared };
  /** Confirms the tier as shown. */
  priority_confirm: { request: PatientKey; response: Written };
  /** Raises a patient. */
  priority_raise: { request: RaisePatient; response: Written };
  /** Lowers a patient. */
  priority_lower: { request: LowerPatient; response: Written };
  /** Takes an override back. */
  priority_release: { request: PatientKey; response: Written };
  /** The system board. */
  systems: { request: Nothing; response: SystemsView };
  /** Says how a system is. */
  system_set: { request: SetSystem; response: Written };
  /** What falls if a system falls. */
  system_impact: { request: SystemKey; response: ImpactView };
  /** Says again what was said of a system last. */
  system_renew: { request: RenewSystem; response: Written };
  /** The owner signs when a system will be back, or takes that back. */
  system_return: { request: SignReturn; response: Written };
  /** On whom a decision may have been taken from what a doubted system gave. */
  system_look_back: { request: SystemKey; response: LookBackView };
  /** A person says whether one was. */
  system_acted: { request: SayActed; response: Written };
  /** The hospital's own systems. */
  register: { request: Nothing; response: RegisterView };
  /** Takes a register from a file, or only checks it. */
  register_import: { request: ImportRegister; response: RegisterChanged };
  /** Writes the register to a file. */
  register_export: { request: RegisterFile; response: WrittenFile };
  /** Writes an empty register to fill in. */
  register_template: { request: RegisterFile; response: WrittenFile };
  /** What stands in the way of putting a system in, field by field. */
  register_check: { request: PutInstance; response: InstanceChecked };
  /** Adds a system to the register, or changes one. */
  register_put: { request: PutInstance; response: Written };
  /** Takes a system out of the register. */
  register_remove: { request: RemoveInstance; response: Written };
  /** Fallbacks needed and held, with the people behind the numbers. */
  workarounds: { request: Nothing; response: WorkaroundsView };
  /** A fallback was found on site. */
  fallback_confirm: { request: ConfirmFallback; response: Written };
  /** A fallback runs for a patient. */
  fallback_run: { request: RunFallback; response: Written };
  /** Which system's return helps most patients, with the people behind the numbers. */
  restore_order: { request: Nothing; response: RestoreOrderView };
  /** Writes a list to a PDF: work-arounds, the restoration order, a look-back, or one of the desk. */
  list_write: { request: WriteList; response: WrittenFile };
  /** Roles and who holds them. */
  roles: { request: Nothing; response: RolesView };
  /** Gives a role to a person; hands it over when it is held. */
  role_assign: { request: AssignRole; response: Written };
  /** Hands a held role over. */
  role_hand_over: { request: AssignRole; response: Written };
  /** Leaves a role empty. */
  role_vacate: { request: VacateRole; response: Written };
  /** Somebody stands in for a role's holder for a while. */
  role_cover: { request: CoverRole; response: Written };
  /** Whoever was stood in for is back. */
  role_back: { request: RoleKey; response: Written };
  /** Settles whether one name in two roles is one person or two. */
  role_name_settle: { request: SettleName; response: Written };
  /** What whoever takes a role over must know, from the log and the board. */
  role_brief: { request: RoleKey; response: BriefView };
  /** Writes it to a PDF with a checkpoint of the log. */
  role_brief_write: { request: WriteBrief; response: ReportWritten };
  /** Puts somebody on the list of candidates of a role, or says it anew. */
  candidate_set: { request: SetCandidate; response: Written };
  /** Takes somebody off it; off every list, when they have left. */
  candidate_remove: { request: RemoveCandidate; response: Written };
  /** Action cards. */
  cards: { request: Nothing; response: CardsView };
  /** One card, live. */
  card: { request: CardKey; response: CardView };
  /** Works a step. */
  card_step: { request: WorkStep; response: Written };
  /** Types in a card that was worked on paper: many steps, each with the time that was written. */
  card_typed: { request: TypeCard; response: TypedIn };
  /** The log. */
  log: { request: ListLog; response: LogView };
  /** Who must be told by law, by when. */
  legal: { request: Nothing; response: LegalView };
  /** Starts a legal clock: the organisation became aware. */
  legal_start: { request: StartLegal; response: Written };
  /** Stops one: it was told. */
  legal_tell: { request: TellLegal; response: Written };
  /** Says why one does not apply. */
  legal_not_applicable: { request: SayLegal; response: Written };
  /** A stopped one runs again. */
  legal_reopen: { request: SayLegal; response: Written };
  /** Names who sees to one. */
  legal_owner: { request: SayLegal; response: Written };
  /** Adds a note. */
  log_add: { request: AddNote; response: Written };
  /** Adds a decision. */
  decision_add: { request: AddDecision; response: Written };
  /** Adds a message in the M/ETHANE order. */
  methane_add: { request: MethaneText; response: Written };
  /** The M/ETHANE message as the board and the log would fill it now. */
  methane_draft: { request: Nothing; response: MethaneText };
  /** Adds a situation report. */
  sitrep_add: { request: SitRepText; response: Written };
  /** The situation report as the board and the log would fill it now. */
  sitrep_draft: { request: Nothing; response: SitRepText };
  /** Adds a briefing in the order of IIMARCH. */
  briefing_add: { request: BriefingText; response: Written };
  /** The briefing as the board and the log would fill it now. */
  briefing_draft: { request: Nothing; response: BriefingText };
  /** The reports that were given. */
  reports: { request: Nothing; response: ReportsView };
  /** Writes a report to a PDF with a checkpoint of the log. */
  report_write: { request: WriteReport; response: ReportWritten };
  /** Takes down something said or carried, with its read-back. */
  message_add: { request: MessageText; response: Written };
  /** Results by phone, and samples and requests whose result is out. */
  results: { request: Nothing; response: ResultsView };
  /** Takes a phoned result down; one without a read-back is kept and shown as such. */
  result_take: { request: TakeResult; response: Written };
  /** Reads a result back that was not. */
  result_read_back: { request: ReadBackResult; response: Written };
  /** A named clinician knows of a result. */
  result_acknowledge: { request: AcknowledgeResult; response: Written };
  /** A sample was sent or a request made: its result is waited for. */
  result_ask: { request: AskResult; response: Written };
  /** Somebody asked where a result is. */
  result_chase: { request: ChaseResult; response: Written };
  /** The result came on paper, or none is needed any more. */
  result_close: { request: CloseWait; response: Written };
  /** Sets in how many minutes a result, a runner or an answer is late. */
  wait_set: { request: SetWait; response: Written };
  /** The runners' log. */
  runners: { request: Nothing; response: RunnersView };
  /** Something leaves by hand. */
  runner_send: { request: SendRunner; response: Written };
  /** It is there. */
  runner_arrive: { request: ArriveRunner; response: Written };
  /** It is given up. */
  runner_give_up: { request: GiveUpRunner; response: Written };
  /** Help between hospitals, and diversions. */
  aid: { request: Nothing; response: AidView };
  /** Help was asked or offered. */
  aid_open: { request: OpenAid; response: Written };
  /** It was answered. */
  aid_answer: { request: AnswerAid; response: Written };
  /** It ended. */
  aid_end: { request: SayAid; response: Written };
  /** A diversion begins. */
  divert_start: { request: StartDivert; response: Written };
  /** Somebody was told of one. */
  divert_tell: { request: SayAid; response: Written };
  /** One holds until another time. */
  divert_hold: { request: HoldDivert; response: Written };
  /** One is over. */
  divert_end: { request: SayAid; response: Written };
  /** What the laboratory can do now, as it is printed on its request. */
  lab_list: { request: Nothing; response: LabListView };
  /** The laboratory says what it can do. */
  lab_list_say: { request: SayLabList; response: Written };
  /** The laboratory's list holds no more. */
  lab_list_withdraw: { request: WithdrawLabList; response: Written };
  /** The back-entry list: sheets that come back, and how far each is. */
  back_entry: { request: BackEntryAsk; response: BackEntryView };
  /** The sheet that a scanned or typed number names. */
  sheet_find: { request: SheetAsked; response: SheetFound };
  /** Sheets are here. */
  sheet_return: { request: ReturnSheets; response: Written };
  /** Somebody takes sheets on. */
  sheet_take: { request: TakeSheets; response: Written };
  /** What is on sheets was entered. */
  sheet_enter: { request: EnterSheets; response: Written };
  /** Nothing is entered from sheets. */
  sheet_not_used: { request: UnusedSheets; response: Written };
  /** A second person looked at sheets on the screen. */
  sheet_verify: { request: VerifySheets; response: Written };
  /** Somebody found something wrong in what was entered. */
  sheet_send_back: { request: SendBackSheets; response: Written };
  /** Sheets were looked for and not found. */
  sheet_missing: { request: MissingSheets; response: Written };
  /** The newest word about a sheet was a mistake. */
  sheet_take_back: { request: TakeBackSheet; response: Written };
  /** The contact book. */
  contacts: { request: Nothing; response: ContactsView };
  /** Adds a contact, or changes one. */
  contact_put: { request: PutContact; response: Written };
  /** Takes a contact out. */
  contact_remove: { request: ContactKey; response: Written };
  /** Somebody tried a contact today and reached it. */
  contact_verify: { request: ContactKey; response: Written };
  /** Takes contacts from a CSV file, whole or not at all. */
  contacts_import: { request: ImportContacts; response: ContactsTaken };
  /** Writes an empty contact book to fill in. */
  contacts_template: { request: RegisterFile; response: WrittenFile };
  /** Writes a list of the desk as CSV or JSON. */
  list_export: { request: ExportList; response: WrittenFile };
  /** Gives a task. */
  task_give: { request: GiveTask; response: Written };
  /** Closes a task. */
  task_close: { request: CloseTask; response: Written };
  /** Keeps a device aside as evidence. */
  device_hold: { request: HoldDevice; response: Written };
  /** Gives a held device out again. */
  device_release: { request: ReleaseDevice; response: Written };
  /** The right words for an earlier entry; both are shown. */
  entry_correct: { request: CorrectEntry; response: Written };
  /** Marks a line for the debrief, or takes the mark off. */
  entry_flag: { request: FlagEntry; response: Written };
  /** Erases the words of an entry for good; its place in the chain stays. */
  entry_redact: { request: RedactEntry; response: Written };
  /** Says which of contradicting entries holds. */
  dispute_settle: { request: JudgeEntry; response: Written };
  /** Looks at broken glass: somebody other than who broke it. */
  glass_review: { request: JudgeEntry; response: Written };
  /** Verifies the whole log, in plain words. */
  log_verify: { request: Nothing; response: VerifyView };
  /** Makes and signs a checkpoint of the log, also as a sheet. */
  checkpoint_make: { request: MakeCheckpoint; response: CheckpointView };
  /** What the words or the square code of an old sheet prove. */
  checkpoint_check: { request: CheckCheckpoint; response: ProofView };
  /** Writes the record of the incident to one file that anybody can check, as a job. */
  record_export: { request: ExportRecord; response: JobView };
  /** How backups are made, and the last one. */
  backup: { request: Nothing; response: BackupView };
  /** Sets how backups are made. */
  backup_set: { request: SetBackup; response: BackupView };
  /** Makes a backup now, as a job. */
  backup_make: { request: MakeBackup; response: JobView };
  /** What a backup says of itself, before any passphrase. */
  backup_inspect: { request: BackupFile; response: BackupHead };
  /** Makes a home from a backup. */
  restore: { request: RestoreHome; response: FrameView };
  /** A new signing key for this station, after its old one was in use on two machines. */
  station_renew: { request: RenewStation; response: Written };
  /** Who can sign in. */
  people: { request: Nothing; response: PeopleView };
  /** Lets somebody sign in. */
  person_add: { request: AddPerson; response: Written };
  /** What revoking somebody would mean. */
  person_plan: { request: PersonName; response: RevokePlan };
  /** Stops somebody from signing in; the home gets a new data key. */
  person_revoke: { request: RevokePerson; response: KeysChanged };
  /** Changes one's own passphrase. */
  passphrase_change: { request: ChangePassphrase; response: Written };
  /** Gives somebody a new passphrase when theirs is forgotten. */
  passphrase_reset: { request: ResetPassphrase; response: Written };
  /** Makes a new recovery code; the old one opens nothing. */
  recovery_renew: { request: RenewRecovery; response: KeysChanged };
  /** Writes the recovery code as a sheet for the sealed envelope. */
  recovery_sheet: { request: RecoverySheet; response: WrittenFile };
  /** Opens the home with the recovery code and gives one person a new passphrase. */
  recover: { request: Recover; response: FrameView };
  /** What can be printed. */
  paper: { request: Nothing; response: PaperView };
  /** Starts a print. */
  print_start: { request: StartPrint; response: JobView };
  /** Shows one page of what would be printed. Nothing is printed and nothing is written. */
  print_preview: { request: PreviewPrint; response: PrintPreview };
  /** Carries an unfinished print on: where it stopped, on the same printer, another one, or into a folder. */
  print_resume: { request: ResumePrint; response: JobView };
  /** Lets an unfinished print be. */
  print_drop: { request: PrintKey; response: PaperView };
  /** Printers: those that were added and those of the system, how each is and what to do. */
  printers: { request: Nothing; response: PrintersView };
  /** Adds a printer by its address. */
  printer_add: { request: AddPrinter; response: PrintersView };
  /** Takes one off the list. */
  printer_remove: { request: PrinterName; response: PrintersView };
  /** Asks one printer whether it would print, without printing. */
  printer_test: { request: PrinterName; response: PrinterView };
  /** How far a job is. */
  job: { request: JobKey; response: JobView };
  /** Cancels a job. */
  job_cancel: { request: JobKey; response: JobView };
  /** Drops a minute of a gravity drip; refuses a missing drop factor and a drug that never runs by gravity. */
  drip: { request: DripAsk; response: DripView };
  /** mL an hour that counted drops give, and how long the bag lasts. */
  drip_count: { request: DripCountAsk; response: DripCounted };
  /** The points of a set of observations, what is missing, and who comes; refused under 16 and in pregnancy. */
  news2: { request: News2Ask; response: News2View };
  /** Enters a whole set for a patient: the list counts the newest. */
  news2_enter: { request: News2Ask; response: CensusEdited };
  /** The bag. */
  bag: { request: Nothing; response: BagView };
  /** Every clinical number with its unit, source and approval. */
  bag_numbers: { request: Nothing; response: NumbersView };
  /** The cards of the bag as their keeper sees them: origin, approval, review. */
  content: { request: Nothing; response: ContentView };
  /** A card or the roles as text, with saved versions. */
  content_open: { request: ContentKey; response: ContentText };
  /** The text of a card that nobody has written yet. */
  content_new: { request: NewCard; response: ContentText };
  /** What a typed text is worth: faults by line, the printed side, the difference. */
  content_look: { request: ContentTyped; response: ContentLook };
  /** Saves a text as a version of its own. */
  content_save: { request: SaveContent; response: Written };
  /** Vouches for a card by name and day. */
  content_approve: { request: ApproveContent; response: Written };
  /** Takes a card out of use; it stays in the bag. */
  content_retire: { request: TurnContent; response: Written };
  /** Hands a retired card out again. */
  content_restore: { request: TurnContent; response: Written };
  /** Lets the card of the bag underneath stand again. */
  content_revert: { request: TurnContent; response: Written };
  /** What the hospital has set about its own paper, and what it can choose from. */
  own_paper: { request: Nothing; response: OwnPaperView };
  /** One of its files as answers, with saved versions. */
  own_open: { request: OwnKey; response: OwnText };
  /** What typed answers are worth: faults at their answers, the sheet that they change, the difference. */
  own_look: { request: OwnTyped; response: OwnLook };
  /** Saves answers. */
  own_save: { request: SaveOwn; response: Written };
  /** Chooses whose words cards and roles say, UK or US. */
  bag_words: { request: SetWords; response: Written };
  /** Takes the home's newer bag into use in the running incident. */
  bag_take_newer: { request: Nothing; response: Written };
  /** Compares two bags file by file. */
  bag_compare: { request: CompareBags; response: BagsCompared };
  /** Writes a bag to one signed file, or as plain texts into a folder. */
  bag_export: { request: ExportBag; response: BagExported };
  /** Signs a bag's file with this home's key. */
  bag_sign: { request: SignBag; response: BagExported };
  /** Looks at a bag's file, and takes it when a trusted key signed it. */
  bag_import: { request: ImportBag; response: BagImported };
  /** Keys that bags are signed with. */
  bag_keys: { request: Nothing; response: KeysView };
  /** Trusts a key. */
  bag_trust: { request: TrustKey; response: Written };
  /** No longer trusts a key. */
  bag_distrust: { request: TrustKey; response: Written };
  /** Records that the physical bag was checked. */
  bag_checked: { request: BagChecked; response: Written };
  /** Keeps a draft. */
  draft_save: { request: DraftText; response: Draft };
  /** Gives a draft back. */
  draft_load: { request: DraftKey; response: Draft };
}

export type { AcknowledgeResult } from "./AcknowledgeResult";
export type { AddDecision } from "./AddDecision";
export type { AddIntake } from "./AddIntake";
export type { AddNote } from "./AddNote";
export type { AddPerson } from "./AddPerson";
export type { AddPrinter } from "./AddPrinter";
export type { AidAnswerWord } from "./AidAnswerWord";
export type { AidRow } from "./AidRow";
export type { AidSaid } from "./AidSaid";
export type { AidStand } from "./AidStand";
export type { AidView } from "./AidView";
export type { AidWayWord } from "./AidWayWord";
export type { AllergyView } from "./AllergyView";
export type { AnswerAid } from "./AnswerAid";
export type { ApproveContent } from "./ApproveContent";
export type { ArriveRunner } from "./ArriveRunner";
export type { AskResult } from "./AskResult";
export type { AssignRole } from "./AssignRole";
export type { AvailabilityWord } from "./AvailabilityWord";
export type { BackEntryAsk } from "./BackEntryAsk";
export type { BackEntryRuleView } from "./BackEntryRuleView";
export type { BackEntrySheet } from "./BackEntrySheet";
export type { BackEntryView } from "./BackEntryView";
export type { BackupFile } from "./BackupFile";
export type { BackupHead } from "./BackupHead";
export type { BackupView } from "./BackupView";
export type { BagChecked } from "./BagChecked";
export type { BagExported } from "./BagExported";
export type { BagImported } from "./BagImported";
export type { BagView } from "./BagView";
export type { BagsCompared } from "./BagsCompared";
export type { BeatView } from "./BeatView";
export type { BeatWord } from "./BeatWord";
export type { Because } from "./Because";
export type { BriefPart } from "./BriefPart";
export type { BriefView } from "./BriefView";
export type { BriefingText } from "./BriefingText";
export type { CandidateView } from "./CandidateView";
export type { CardKey } from "./CardKey";
export type { CardRow } from "./CardRow";
export type { CardView } from "./CardView";
export type { CardsView } from "./CardsView";
export type { CensusAge } from "./CensusAge";
export type { CensusChanges } from "./CensusChanges";
export type { CensusEdited } from "./CensusEdited";
export type { CensusHead } from "./CensusHead";
export type { CensusLine } from "./CensusLine";
export type { CensusPatient } from "./CensusPatient";
export type { CensusPatients } from "./CensusPatients";
export type { CensusReport } from "./CensusReport";
export type { ChangePassphrase } from "./ChangePassphrase";
export type { ChangedRow } from "./ChangedRow";
export type { ChaseResult } from "./ChaseResult";
export type { ChaseView } from "./ChaseView";
export type { CheckCheckpoint } from "./CheckCheckpoint";
export type { CheckpointView } from "./CheckpointView";
export type { ChoiceKind } from "./ChoiceKind";
export type { ChooseFiles } from "./ChooseFiles";
export type { Chosen } from "./Chosen";
export type { ClaimRow } from "./ClaimRow";
export type { ClassView } from "./ClassView";
export type { CloseTask } from "./CloseTask";
export type { CloseWait } from "./CloseWait";
export type { ColumnGuessView } from "./ColumnGuessView";
export type { ColumnMapView } from "./ColumnMapView";
export type { ColumnProblemView } from "./ColumnProblemView";
export type { ColumnsOf } from "./ColumnsOf";
export type { ColumnsView } from "./ColumnsView";
export type { CompareBags } from "./CompareBags";
export type { ComparePriority } from "./ComparePriority";
export type { ComparedRow } from "./ComparedRow";
export type { ConfirmFallback } from "./ConfirmFallback";
export type { ConfirmedView } from "./ConfirmedView";
export type { ConsideredText } from "./ConsideredText";
export type { ContactKey } from "./ContactKey";
export type { ContactSortWord } from "./ContactSortWord";
export type { ContactView } from "./ContactView";
export type { ContactsTaken } from "./ContactsTaken";
export type { ContactsView } from "./ContactsView";
export type { ContentKey } from "./ContentKey";
export type { ContentLook } from "./ContentLook";
export type { ContentRow } from "./ContentRow";
export type { ContentText } from "./ContentText";
export type { ContentTyped } from "./ContentTyped";
export type { ContentVersion } from "./ContentVersion";
export type { ContentView } from "./ContentView";
export type { CorrectEntry } from "./CorrectEntry";
export type { CorrectionView } from "./CorrectionView";
export type { CoverRole } from "./CoverRole";
export type { CreateHome } from "./CreateHome";
export type { DebriefText } from "./DebriefText";
export type { DebriefView } from "./DebriefView";
export type { DifferenceRow } from "./DifferenceRow";
export type { DifferentFileView } from "./DifferentFileView";
export type { DifferentLineView } from "./DifferentLineView";
export type { DivertRow } from "./DivertRow";
export type { DoubtView } from "./DoubtView";
export type { DowntimeBlock } from "./DowntimeBlock";
export type { Draft } from "./Draft";
export type { DraftKey } from "./DraftKey";
export type { DraftText } from "./DraftText";
export type { DripAsk } from "./DripAsk";
export type { DripCountAsk } from "./DripCountAsk";
export type { DripCounted } from "./DripCounted";
export type { DripMark } from "./DripMark";
export type { DripView } from "./DripView";
export type { EditCensus } from "./EditCensus";
export type { EditRow } from "./EditRow";
export type { EditsView } from "./EditsView";
export type { EndObjective } from "./EndObjective";
export type { EndPeriod } from "./EndPeriod";
export type { EnterSheets } from "./EnterSheets";
export type { EnteredWord } from "./EnteredWord";
export type { EntryView } from "./EntryView";
export type { ErrorKind } from "./ErrorKind";
export type { ErrorView } from "./ErrorView";
export type { EscalateIncident } from "./EscalateIncident";
export type { ExportBag } from "./ExportBag";
export type { ExportList } from "./ExportList";
export type { ExportRecord } from "./ExportRecord";
export type { FactView } from "./FactView";
export type { FaultView } from "./FaultView";
export type { FileFault } from "./FileFault";
export type { FileRow } from "./FileRow";
export type { FindQuery } from "./FindQuery";
export type { FindingView } from "./FindingView";
export type { FlagEntry } from "./FlagEntry";
export type { Found } from "./Found";
export type { FoundView } from "./FoundView";
export type { FrameView } from "./FrameView";
export type { GiveTask } from "./GiveTask";
export type { GiveUpRunner } from "./GiveUpRunner";
export type { HoldDevice } from "./HoldDevice";
export type { HoldDivert } from "./HoldDivert";
export type { HolderView } from "./HolderView";
export type { HomeMade } from "./HomeMade";
export type { HomeState } from "./HomeState";
export type { ImpactView } from "./ImpactView";
export type { ImportBag } from "./ImportBag";
export type { ImportCensus } from "./ImportCensus";
export type { ImportContacts } from "./ImportContacts";
export type { ImportRegister } from "./ImportRegister";
export type { IncidentBag } from "./IncidentBag";
export type { IncidentHead } from "./IncidentHead";
export type { IncidentId } from "./IncidentId";
export type { IncidentsView } from "./IncidentsView";
export type { InstanceChecked } from "./InstanceChecked";
export type { InstanceFault } from "./InstanceFault";
export type { InstanceView } from "./InstanceView";
export type { IntakeRetention } from "./IntakeRetention";
export type { IntakeSnapshot } from "./IntakeSnapshot";
export type { IntakeSource } from "./IntakeSource";
export type { IntakeState } from "./IntakeState";
export type { IntakeView } from "./IntakeView";
export type { IntegrityWord } from "./IntegrityWord";
export type { JobKey } from "./JobKey";
export type { JobView } from "./JobView";
export type { JudgeEntry } from "./JudgeEntry";
export type { KeyView } from "./KeyView";
export type { KeysChanged } from "./KeysChanged";
export type { KeysView } from "./KeysView";
export type { KnownColumnView } from "./KnownColumnView";
export type { LabBasisWord } from "./LabBasisWord";
export type { LabListView } from "./LabListView";
export type { LabStandWord } from "./LabStandWord";
export type { LabTestRow } from "./LabTestRow";
export type { LabWordRow } from "./LabWordRow";
export type { LackRow } from "./LackRow";
export type { LeftOpenStep } from "./LeftOpenStep";
export type { LeftStepView } from "./LeftStepView";
export type { LegalClockView } from "./LegalClockView";
export type { LegalSaid } from "./LegalSaid";
export type { LegalStand } from "./LegalStand";
export type { LegalView } from "./LegalView";
export type { LifeView } from "./LifeView";
export type { LifeWord } from "./LifeWord";
export type { ListLog } from "./ListLog";
export type { ListPatients } from "./ListPatients";
export type { LogChoices } from "./LogChoices";
export type { LogView } from "./LogView";
export type { LookBackFact } from "./LookBackFact";
export type { LookBackRow } from "./LookBackRow";
export type { LookBackView } from "./LookBackView";
export type { LowerPatient } from "./LowerPatient";
export type { MakeBackup } from "./MakeBackup";
export type { MakeCheckpoint } from "./MakeCheckpoint";
export type { MappingFile } from "./MappingFile";
export type { MappingName } from "./MappingName";
export type { MappingView } from "./MappingView";
export type { MappingsView } from "./MappingsView";
export type { MarkView } from "./MarkView";
export type { MatrixView } from "./MatrixView";
export type { MessageText } from "./MessageText";
export type { MethaneText } from "./MethaneText";
export type { MissingSheets } from "./MissingSheets";
export type { NavCounts } from "./NavCounts";
export type { NeedView } from "./NeedView";
export type { NeedsOf } from "./NeedsOf";
export type { NeedsRow } from "./NeedsRow";
export type { NeedsView } from "./NeedsView";
export type { NeedsYou } from "./NeedsYou";
export type { NewCard } from "./NewCard";
export type { News2Ask } from "./News2Ask";
export type { News2Part } from "./News2Part";
export type { News2View } from "./News2View";
export type { NextDue } from "./NextDue";
export type { NotServed } from "./NotServed";
export type { Nothing } from "./Nothing";
export type { NowView } from "./NowView";
export type { NumberRow } from "./NumberRow";
export type { NumbersView } from "./NumbersView";
export type { ObjectiveView } from "./ObjectiveView";
export type { OpenAid } from "./OpenAid";
export type { OpenIncident } from "./OpenIncident";
export type { OtherCard } from "./OtherCard";
export type { OtherWayView } from "./OtherWayView";
export type { OverrideView } from "./OverrideView";
export type { OwnBand } from "./OwnBand";
export type { OwnChoice } from "./OwnChoice";
export type { OwnClass } from "./OwnClass";
export type { OwnFault } from "./OwnFault";
export type { OwnFile } from "./OwnFile";
export type { OwnForm } from "./OwnForm";
export type { OwnKey } from "./OwnKey";
export type { OwnLimits } from "./OwnLimits";
export type { OwnLook } from "./OwnLook";
export type { OwnPaper } from "./OwnPaper";
export type { OwnPaperView } from "./OwnPaperView";
export type { OwnRule } from "./OwnRule";
export type { OwnScale } from "./OwnScale";
export type { OwnText } from "./OwnText";
export type { OwnTyped } from "./OwnTyped";
export type { PaperChart } from "./PaperChart";
export type { PaperView } from "./PaperView";
export type { PaperWard } from "./PaperWard";
export type { PatientAt } from "./PatientAt";
export type { PatientKey } from "./PatientKey";
export type { PatientLine } from "./PatientLine";
export type { PatientRow } from "./PatientRow";
export type { PatientRowsWords } from "./PatientRowsWords";
export type { PatientView } from "./PatientView";
export type { PatientWords } from "./PatientWords";
export type { PatientsView } from "./PatientsView";
export type { PeopleView } from "./PeopleView";
export type { PeriodView } from "./PeriodView";
export type { PersonName } from "./PersonName";
export type { PersonRow } from "./PersonRow";
export type { PhonedView } from "./PhonedView";
export type { PieceView } from "./PieceView";
export type { PreviewColumns } from "./PreviewColumns";
export type { PreviewFactView } from "./PreviewFactView";
export type { PreviewPrint } from "./PreviewPrint";
export type { PreviewRowView } from "./PreviewRowView";
export type { PreviewView } from "./PreviewView";
export type { PrintKey } from "./PrintKey";
export type { PrintPreview } from "./PrintPreview";
export type { PrintRow } from "./PrintRow";
export type { PrintWhat } from "./PrintWhat";
export type { PrintedFile } from "./PrintedFile";
export type { PrinterName } from "./PrinterName";
export type { PrinterView } from "./PrinterView";
export type { PrintersView } from "./PrintersView";
export type { PrintingView } from "./PrintingView";
export type { PriorityAt } from "./PriorityAt";
export type { PriorityCompared } from "./PriorityCompared";
export type { PriorityList } from "./PriorityList";
export type { PriorityReason } from "./PriorityReason";
export type { PriorityRow } from "./PriorityRow";
export type { ProfileChoice } from "./ProfileChoice";
export type { ProfileChoices } from "./ProfileChoices";
export type { ProfileView } from "./ProfileView";
export type { ProofView } from "./ProofView";
export type { PullIntake } from "./PullIntake";
export type { PutContact } from "./PutContact";
export type { PutInstance } from "./PutInstance";
export type { QualityView } from "./QualityView";
export type { RaisePatient } from "./RaisePatient";
export type { ReadBackResult } from "./ReadBackResult";
export type { ReadinessView } from "./ReadinessView";
export type { ReadyLine } from "./ReadyLine";
export type { ReasonRow } from "./ReasonRow";
export type { Recover } from "./Recover";
export type { RecoverySheet } from "./RecoverySheet";
export type { RedactEntry } from "./RedactEntry";
export type { RegisterChanged } from "./RegisterChanged";
export type { RegisterFile } from "./RegisterFile";
export type { RegisterView } from "./RegisterView";
export type { ReleaseDevice } from "./ReleaseDevice";
export type { RemoveCandidate } from "./RemoveCandidate";
export type { RemoveInstance } from "./RemoveInstance";
export type { RemoveIntake } from "./RemoveIntake";
export type { RenewRecovery } from "./RenewRecovery";
export type { RenewStation } from "./RenewStation";
export type { RenewSystem } from "./RenewSystem";
export type { ReportPartView } from "./ReportPartView";
export type { ReportView } from "./ReportView";
export type { ReportWord } from "./ReportWord";
export type { ReportWritten } from "./ReportWritten";
export type { ReportsView } from "./ReportsView";
export type { ResetPassphrase } from "./ResetPassphrase";
export type { RestoreHome } from "./RestoreHome";
export type { RestoreOrderView } from "./RestoreOrderView";
export type { RestoreRow } from "./RestoreRow";
export type { ResultsView } from "./ResultsView";
export type { ResumePrint } from "./ResumePrint";
export type { ReturnSheets } from "./ReturnSheets";
export type { RevokePerson } from "./RevokePerson";
export type { RevokePlan } from "./RevokePlan";
export type { RoleKey } from "./RoleKey";
export type { RoleRow } from "./RoleRow";
export type { RolesView } from "./RolesView";
export type { RunFallback } from "./RunFallback";
export type { RunStand } from "./RunStand";
export type { RunView } from "./RunView";
export type { RunnersView } from "./RunnersView";
export type { SaveContent } from "./SaveContent";
export type { SaveOwn } from "./SaveOwn";
export type { SayActed } from "./SayActed";
export type { SayAid } from "./SayAid";
export type { SayLabList } from "./SayLabList";
export type { SayLegal } from "./SayLegal";
export type { SayProfile } from "./SayProfile";
export type { SendBackSheets } from "./SendBackSheets";
export type { SendRunner } from "./SendRunner";
export type { SetBackup } from "./SetBackup";
export type { SetCandidate } from "./SetCandidate";
export type { SetIntake } from "./SetIntake";
export type { SetObjective } from "./SetObjective";
export type { SetRhythm } from "./SetRhythm";
export type { SetSystem } from "./SetSystem";
export type { SetWait } from "./SetWait";
export type { SetWords } from "./SetWords";
export type { SettleDifference } from "./SettleDifference";
export type { SettleName } from "./SettleName";
export type { SharedBedRow } from "./SharedBedRow";
export type { SheetAsked } from "./SheetAsked";
export type { SheetFound } from "./SheetFound";
export type { SheetGuess } from "./SheetGuess";
export type { SheetSaid } from "./SheetSaid";
export type { SheetStandWord } from "./SheetStandWord";
export type { SheetTally } from "./SheetTally";
export type { SheetView } from "./SheetView";
export type { ShiftWord } from "./ShiftWord";
export type { SignBag } from "./SignBag";
export type { SignReturn } from "./SignReturn";
export type { SignerView } from "./SignerView";
export type { SitRepText } from "./SitRepText";
export type { SnapshotRow } from "./SnapshotRow";
export type { SnapshotsView } from "./SnapshotsView";
export type { StartDivert } from "./StartDivert";
export type { StartLegal } from "./StartLegal";
export type { StartPeriod } from "./StartPeriod";
export type { StartPrint } from "./StartPrint";
export type { StatusView } from "./StatusView";
export type { SteeringView } from "./SteeringView";
export type { StepMoves } from "./StepMoves";
export type { StepView } from "./StepView";
export type { StepWord } from "./StepWord";
export type { StockView } from "./StockView";
export type { StripWarning } from "./StripWarning";
export type { SystemChanged } from "./SystemChanged";
export type { SystemEdge } from "./SystemEdge";
export type { SystemKey } from "./SystemKey";
export type { SystemRow } from "./SystemRow";
export type { SystemTouched } from "./SystemTouched";
export type { SystemsView } from "./SystemsView";
export type { TakeBackSheet } from "./TakeBackSheet";
export type { TakeResult } from "./TakeResult";
export type { TakeSheets } from "./TakeSheets";
export type { TellLegal } from "./TellLegal";
export type { TierCounts } from "./TierCounts";
export type { TierWord } from "./TierWord";
export type { TrustKey } from "./TrustKey";
export type { TurnContent } from "./TurnContent";
export type { TurnView } from "./TurnView";
export type { TypeCard } from "./TypeCard";
export type { TypedFault } from "./TypedFault";
export type { TypedIn } from "./TypedIn";
export type { TypedStep } from "./TypedStep";
export type { UnfinishedPart } from "./UnfinishedPart";
export type { UnfinishedPrint } from "./UnfinishedPrint";
export type { UnfinishedStep } from "./UnfinishedStep";
export type { UnfinishedView } from "./UnfinishedView";
export type { Unlock } from "./Unlock";
export type { UnusedSheets } from "./UnusedSheets";
export type { UnusedWord } from "./UnusedWord";
export type { VacateRole } from "./VacateRole";
export type { VerifySheets } from "./VerifySheets";
export type { VerifyView } from "./VerifyView";
export type { WaitTime } from "./WaitTime";
export type { WaitedView } from "./WaitedView";
export type { WaitingEntry } from "./WaitingEntry";
export type { WaitingView } from "./WaitingView";
export type { WardNeeds } from "./WardNeeds";
export type { WardRow } from "./WardRow";
export type { WhoRow } from "./WhoRow";
export type { WhyView } from "./WhyView";
export type { WithdrawLabList } from "./WithdrawLabList";
export type { WordPatients } from "./WordPatients";
export type { WorkStep } from "./WorkStep";
export type { WorkaroundRow } from "./WorkaroundRow";
export type { WorkaroundsView } from "./WorkaroundsView";
export type { WriteBrief } from "./WriteBrief";
export type { WriteList } from "./WriteList";
export type { WriteReport } from "./WriteReport";
export type { WriteTemplate } from "./WriteTemplate";
export type { Written } from "./Written";
export type { WrittenFile } from "./WrittenFile";
