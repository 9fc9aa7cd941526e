//! The words of the desk: results, runners, help, diversions, contacts.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

/// Where a list goes, when not to the terminal.
#[derive(Debug, Clone, Default, Args)]
pub struct ListTo {
    /// Print it to a PDF, or into a folder.
    #[arg(long, value_name = "FILE")]
    pub pdf: Option<PathBuf>,
    /// Write it for other programs: a file ending in .csv or .json.
    #[arg(long, value_name = "FILE", conflicts_with = "pdf")]
    pub export: Option<PathBuf>,
}

/// Whom a result is about: from the census, or typed with two identifiers.
#[derive(Debug, Clone, Args)]
pub struct Whom {
    /// Patient of the census: key, NHS number or hospital number.
    #[arg(long, default_value = "")]
    pub patient: String,
    /// Name and place, where the census does not have them.
    #[arg(long, default_value = "", conflicts_with = "patient")]
    pub name: String,
    /// Second identifier: NHS number, downtime number, date of birth.
    #[arg(long, default_value = "", conflicts_with = "patient")]
    pub second: String,
}

/// Results.
#[derive(Debug, Subcommand)]
pub enum ResultCommand {
    /// Results that came by phone.
    List(ListTo),
    /// Samples and requests whose result is out, by how late.
    Waiting(ListTo),
    /// Take a phoned result down.
    Take {
        #[command(flatten)]
        whom: Whom,
        /// Test.
        #[arg(long)]
        test: String,
        /// Value.
        #[arg(long, allow_hyphen_values = true)]
        value: String,
        /// Unit.
        #[arg(long, default_value = "")]
        unit: String,
        /// Reference range, as it was said.
        #[arg(long, default_value = "")]
        range: String,
        /// When the sample was taken (RFC 3339).
        #[arg(long)]
        sampled: Option<String>,
        /// The laboratory calls it critical.
        #[arg(long)]
        critical: bool,
        /// Who phoned.
        #[arg(long)]
        given_by: String,
        /// From where, with the number to ring back.
        #[arg(long, default_value = "")]
        from: String,
        /// It was read back, and whoever phoned said that it is right.
        #[arg(long)]
        read_back: bool,
        /// Who listened too.
        #[arg(long, default_value = "")]
        second_listener: String,
        /// The sample or request that it answers: number of its entry.
        #[arg(long, default_value = "")]
        answers: String,
        /// When it was phoned (RFC 3339); now when left out.
        #[arg(long)]
        at: Option<String>,
    },
    /// Read a result back that was not.
    ReadBack {
        /// Number of its entry.
        result: String,
        /// To whom.
        #[arg(long)]
        to: String,
        /// Who listened too.
        #[arg(long, default_value = "")]
        second_listener: String,
    },
    /// A named clinician knows of a result.
    Acknowledge {
        /// Number of its entry.
        result: String,
        /// The clinician.
        #[arg(long)]
        clinician: String,
        /// What is done.
        #[arg(long, default_value = "")]
        doing: String,
    },
    /// A sample was sent or a request made: its result is waited for.
    Ask {
        #[command(flatten)]
        whom: Whom,
        /// Test: one of `result times`, or any words.
        #[arg(long)]
        test: String,
        /// Urgent.
        #[arg(long)]
        urgent: bool,
        /// Where it went.
        #[arg(long, default_value = "")]
        to: String,
        /// How it went: runner, pod, phone.
        #[arg(long, default_value = "")]
        by: String,
        /// Who wants the result, and how they are reached.
        #[arg(long, default_value = "")]
        tell: String,
        /// Minutes in which it is expected; the time of the test when left out.
        #[arg(long, default_value_t = 0)]
        minutes: u32,
        /// When it was sent (RFC 3339); now when left out.
        #[arg(long)]
        at: Option<String>,
    },
    /// Somebody asked where a result is.
    Chase {
        /// Number of the sample's or request's entry.
        waited: String,
        /// Who was asked.
        #[arg(long)]
        whom: String,
        /// What they said.
        #[arg(long)]
        answer: String,
        /// When they say it will be there (RFC 3339).
        #[arg(long)]
        expected: Option<String>,
    },
    /// The result came by another way than the phone.
    Came {
        /// Number of the sample's or request's entry.
        waited: String,
        /// Where the result is.
        #[arg(long)]
        place: String,
    },
    /// No result is needed any more.
    NotNeeded {
        /// Number of the sample's or request's entry.
        waited: String,
        /// Why, and who says so.
        #[arg(long)]
        because: String,
    },
    /// How many minutes results, runners and answers are waited for.
    Times,
    /// Set how many minutes one of them is waited for.
    SetTime {
        /// Its id in `result times`.
        id: String,
        /// Minutes when it is urgent.
        #[arg(long)]
        urgent: u32,
        /// Minutes otherwise.
        #[arg(long)]
        routine: u32,
    },
}

/// Runners.
#[derive(Debug, Subcommand)]
pub enum Runner {
    /// What is on its way, late first.
    List(ListTo),
    /// Something leaves by hand.
    Send {
        /// What.
        what: String,
        /// Who carries it.
        #[arg(long)]
        runner: String,
        /// From where.
        #[arg(long)]
        from: String,
        /// To where.
        #[arg(long)]
        to: String,
        /// Urgent.
        #[arg(long)]
        urgent: bool,
        /// Minutes in which it should be there; the set time when left out.
        #[arg(long, default_value_t = 0)]
        minutes: u32,
        /// When it left (RFC 3339); now when left out.
        #[arg(long)]
        at: Option<String>,
    },
    /// It is there.
    Arrived {
        /// Number of its entry.
        sending: String,
        /// Who took it.
        #[arg(long)]
        taken_by: String,
        /// When (RFC 3339); now when left out.
        #[arg(long)]
        at: Option<String>,
    },
    /// It is given up: lost, or called back.
    GiveUp {
        /// Number of its entry.
        sending: String,
        /// What became of it, and what is done.
        #[arg(long)]
        because: String,
    },
}

/// Who turned to whom.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Way {
    /// We asked.
    WeAsked,
    /// They offered.
    TheyOffered,
    /// They asked us.
    TheyAsked,
}

/// An answer.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Answer {
    /// An offer was made.
    Offered,
    /// Agreed.
    Accepted,
    /// Refused.
    Declined,
}

/// Help between hospitals.
#[derive(Debug, Subcommand)]
pub enum AidCommand {
    /// Help and diversions.
    List(ListTo),
    /// Help was asked or offered.
    Open {
        /// Who turned to whom.
        #[arg(long, value_enum)]
        way: Way,
        /// The other hospital, service or supplier.
        #[arg(long)]
        whom: String,
        /// What.
        what: String,
        /// With whom it was spoken, and how they are reached.
        #[arg(long, default_value = "")]
        contact: String,
        /// When (RFC 3339); now when left out.
        #[arg(long)]
        at: Option<String>,
    },
    /// It was answered.
    Answer {
        /// Number of its entry.
        matter: String,
        /// How.
        #[arg(value_enum)]
        answer: Answer,
        /// In what words, from when.
        #[arg(long, default_value = "")]
        words: String,
        /// Who answered.
        #[arg(long)]
        by: String,
    },
    /// It ended.
    End {
        /// Number of its entry.
        matter: String,
        /// How.
        #[arg(long)]
        because: String,
    },
}

/// Diversions.
#[derive(Debug, Subcommand)]
pub enum DivertCommand {
    /// Diversions alone.
    List(ListTo),
    /// A diversion begins.
    Start {
        /// What: ambulances, a specialty, a kind of patient.
        what: String,
        /// Where to.
        #[arg(long)]
        to: String,
        /// Until when (RFC 3339); until further notice when left out.
        #[arg(long)]
        until: Option<String>,
        /// Who agreed to it there.
        #[arg(long)]
        agreed_by: String,
        /// Why.
        #[arg(long, default_value = "")]
        because: String,
        /// When it began (RFC 3339); now when left out.
        #[arg(long)]
        at: Option<String>,
    },
    /// Somebody was told.
    Told {
        /// Number of its entry.
        diversion: String,
        /// Who.
        whom: String,
    },
    /// It holds until another time.
    Hold {
        /// Number of its entry.
        diversion: String,
        /// Until when (RFC 3339); until further notice when left out.
        #[arg(long)]
        until: Option<String>,
        /// Who agreed to it there.
        #[arg(long)]
        agreed_by: String,
    },
    /// It is over.
    End {
        /// Number of its entry.
        diversion: String,
        /// Why.
        #[arg(long)]
        because: String,
    },
}

/// What a contact is.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Sort {
    /// A person.
    Person,
    /// A place or a desk.
    Place,
    /// A supplier.
    Supplier,
    /// A neighbour.
    Neighbour,
}

/// The contact book.
#[derive(Debug, Subcommand)]
pub enum ContactsCommand {
    /// Everybody in it.
    List(ListTo),
    /// Add a contact, or change one.
    Put {
        /// What it is.
        #[arg(value_enum)]
        sort: Sort,
        /// Name.
        name: String,
        /// Key of the one to change ("place:laboratory duty desk"); left out for a new one.
        #[arg(long, default_value = "")]
        replaces: String,
        /// What one rings it for.
        #[arg(long, default_value = "")]
        what_for: String,
        /// Number.
        #[arg(long, default_value = "")]
        phone: String,
        /// Another number.
        #[arg(long, default_value = "")]
        other_phone: String,
        /// Radio channel or bleep.
        #[arg(long, default_value = "")]
        radio: String,
        /// Where it is.
        #[arg(long, default_value = "")]
        room: String,
        /// What else to know.
        #[arg(long, default_value = "")]
        note: String,
        /// You tried it today and reached it.
        #[arg(long)]
        verified: bool,
    },
    /// Take a contact out.
    Remove {
        /// Its key, as `contacts list` writes it.
        key: String,
    },
    /// You tried a contact today and reached it.
    Verify {
        /// Its key, as `contacts list` writes it.
        key: String,
    },
    /// Take contacts from a CSV file, whole or not at all.
    Import {
        /// The file.
        file: PathBuf,
        /// Contacts that are not in the file go.
        #[arg(long)]
        replace: bool,
        /// Only check.
        #[arg(long)]
        dry_run: bool,
    },
    /// Write an empty book to fill in.
    Template {
        /// A file ending in .csv; left out for the folder that paper goes to.
        file: Option<PathBuf>,
    },
}
