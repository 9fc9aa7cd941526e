//! A job followed to its end. Accepted is not printed.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, channel, sync_channel};
use std::time::Duration;

use crate::job::{JobSeen, JobState, cancel, look_at_job, send};
use crate::line::Line;
use crate::seen::{Seen, look};
use crate::ticket::Ticket;
use crate::trouble::Trouble;

/// How often a printer is asked, and how many looks without an answer or without a page are enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Between two looks.
    pub every: Duration,
    /// Looks without any answer after which the printer counts as gone.
    pub silent: u32,
    /// Looks without a new page after which the job is taken back; never when `None`.
    pub stuck: Option<u32>,
}

impl Default for Pace {
    /// A look a second. A printer that is off is gone after half a minute; one that takes every question and answers none
    /// after five and a half, with the waits of a line. A person says when it is stuck.
    fn default() -> Self {
        Self {
            every: Duration::from_secs(1),
            silent: 30,
            stuck: None,
        }
    }
}

/// Looks for which CUPS may say that it connects before that counts as offline.
const CONNECTS: u32 = 5;

/// What is new of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// Pages counted so far, of this job.
    pub pages: u32,
    /// State.
    pub state: JobState,
    /// What keeps it from going on, now.
    pub trouble: Option<Trouble>,
}

/// What the caller wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// Go on.
    Go,
    /// Take the job off the printer.
    TakeBack,
    /// Let the printer go on, and look away.
    Leave,
}

/// Pages of a job that came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Out {
    /// So many, as the printer counted; 0 when it never began.
    Exactly(u32),
    /// So many at least: a person has to look which page came out last.
    AtLeast(u32),
}

/// How a job ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// Every page came out.
    Printed {
        /// The printer counted the pages; otherwise it only says that it is done.
        counted: bool,
    },
    /// It did not.
    Stopped {
        /// Why.
        trouble: Trouble,
        /// What came out.
        out: Out,
        /// The job may still be in the printer, and may come out when the printer is back.
        still_there: bool,
    },
    /// The caller took it back.
    TakenBack {
        /// What came out.
        out: Out,
        /// The printer could not be told, so the rest may still come out.
        still_there: bool,
    },
    /// The caller looked away; the job goes on by itself, and can be looked at again.
    Left {
        /// What came out so far.
        out: Out,
    },
}

/// CUPS goes on trying a printer that is off, gives no reason for it, and says so only in a sentence of its backend.
fn says_offline(message: &str) -> bool {
    const SAID: [&str; 4] = [
        "may not exist",
        "is not responding",
        "Unable to locate printer",
        "unreachable at this time",
    ];
    SAID.iter().any(|words| message.contains(words))
}

enum Word {
    Known(i32),
    Sent(Result<(), Trouble>),
}

/// Sends a PDF and follows it to its end. `known` is told the job's number before the document is on its way; `news` is
/// told how far it is, at least once of a job that the printer ended, and says whether to go on.
pub fn follow(
    line: &Line,
    seen: &Seen,
    ticket: &Ticket,
    pdf: &Arc<[u8]>,
    pace: Pace,
    known: &mut dyn FnMut(i32),
    news: &mut dyn FnMut(&News) -> Flow,
) -> Ended {
    let mut looks = 0_u32;
    loop {
        let (words, may_go) = send_beside(line, seen, ticket, pdf);
        let mut watch = Watch::new(line, ticket, pace);
        match watch.until_known(&words, news) {
            Begun::Job(job) => {
                known(job);
                // The thread has ended only when it was told the number and failed since; the watch will see that.
                let _ = may_go.send(());
                return watch.run(job, Some(&words), news);
            }
            Begun::Left => return Ended::Left { out: Out::AtLeast(0) },
            Begun::Busy if news(&News::waiting(Trouble::Busy)) != Flow::Go => {
                return Ended::TakenBack {
                    out: Out::Exactly(0),
                    still_there: false,
                };
            }
            Begun::Busy if pace.stuck.is_some_and(|most| looks >= most) => {
                return Ended::Stopped {
                    trouble: Trouble::Busy,
                    out: Out::Exactly(0),
                    still_there: false,
                };
            }
            Begun::Busy => {
                looks = looks.saturating_add(1);
                std::thread::sleep(pace.every);
            }
            Begun::Failed(trouble, out) => {
                return Ended::Stopped {
                    trouble,
                    out,
                    still_there: out != Out::Exactly(0),
                };
            }
            Begun::TakenBack => {
                return Ended::TakenBack {
                    out: Out::AtLeast(0),
                    still_there: true,
                };
            }
        }
    }
}

/// Follows a job that was sent before, perhaps by a program that has ended since.
pub fn look_again(
    line: &Line,
    job: i32,
    ticket: &Ticket,
    pace: Pace,
    news: &mut dyn FnMut(&News) -> Flow,
) -> Ended {
    Watch::new(line, ticket, pace).run(job, None, news)
}

/// Sends on a thread of its own: a printer may take the document as slowly as it prints. The thread is left to itself
/// when nobody waits for it any more; it holds nothing but the line.
fn send_beside(
    line: &Line,
    seen: &Seen,
    ticket: &Ticket,
    pdf: &Arc<[u8]>,
) -> (Receiver<Word>, SyncSender<()>) {
    let (tell, words) = channel();
    let (may_go, wait) = sync_channel::<()>(1);
    let (line, seen, ticket, pdf) = (line.clone(), seen.clone(), ticket.clone(), Arc::clone(pdf));
    std::thread::spawn(move || {
        let sent = send(&line, &seen, &ticket, &pdf, &mut |job| {
            // Whoever listened is gone: then the document is sent all the same, since the job exists.
            let _ = tell.send(Word::Known(job));
            let _ = wait.recv();
        });
        let _ = tell.send(Word::Sent(sent.map(|_| ())));
    });
    (words, may_go)
}

enum Begun {
    Job(i32),
    Busy,
    Failed(Trouble, Out),
    TakenBack,
    Left,
}

struct Watch<'a> {
    line: &'a Line,
    ticket: &'a Ticket,
    pace: Pace,
    counted: Option<u32>,
    began: bool,
    never_began: bool,
    silent: u32,
    still: u32,
    connects: u32,
}

impl News {
    fn waiting(trouble: Trouble) -> Self {
        Self {
            pages: 0,
            state: JobState::Pending,
            trouble: Some(trouble),
        }
    }
}

impl<'a> Watch<'a> {
    fn new(line: &'a Line, ticket: &'a Ticket, pace: Pace) -> Self {
        Self {
            line,
            ticket,
            pace,
            counted: None,
            began: false,
            never_began: false,
            silent: 0,
            still: 0,
            connects: 0,
        }
    }

    /// Waits for the job's number. A printer without Create-Job gives it only once it has the whole document.
    fn until_known(&mut self, words: &Receiver<Word>, tell: &mut dyn FnMut(&News) -> Flow) -> Begun {
        loop {
            match words.recv_timeout(self.pace.every) {
                Ok(Word::Known(job)) => return Begun::Job(job),
                Ok(Word::Sent(Err(Trouble::Busy))) => return Begun::Busy,
                Ok(Word::Sent(Err(trouble))) => {
                    // A line that broke off in the middle of a document says nothing of what was printed of it.
                    let broke = matches!(trouble, Trouble::Offline { .. } | Trouble::Silent) && self.began;
                    let out = if broke { Out::AtLeast(0) } else { Out::Exactly(0) };
                    return Begun::Failed(trouble, out);
                }
                Ok(Word::Sent(Ok(()))) | Err(RecvTimeoutError::Disconnected) => {
                    return Begun::Failed(Trouble::Forgotten, Out::AtLeast(0));
                }
                Err(RecvTimeoutError::Timeout) => {
                    self.began = true;
                    let (trouble, is_silent) = match look(self.line) {
                        Ok(seen) => (seen.trouble(), false),
                        Err(trouble) => (Some(trouble), true),
                    };
                    self.silent = if is_silent {
                        self.silent.saturating_add(1)
                    } else {
                        0
                    };
                    let news = News {
                        pages: 0,
                        state: JobState::Pending,
                        trouble: trouble.clone(),
                    };
                    match tell(&news) {
                        Flow::Go => {}
                        Flow::TakeBack => return Begun::TakenBack,
                        Flow::Leave => return Begun::Left,
                    }
                    // A plug that was pulled leaves the line open: the document would be waited for without an end.
                    match trouble {
                        Some(trouble) if self.silent >= self.pace.silent => {
                            return Begun::Failed(trouble, Out::AtLeast(0));
                        }
                        _ => {}
                    }
                }
            }
        }
    }

    fn run(
        &mut self,
        job: i32,
        words: Option<&Receiver<Word>>,
        tell: &mut dyn FnMut(&News) -> Flow,
    ) -> Ended {
        let mut words = words;
        loop {
            if let Some(trouble) = self.pause(&mut words) {
                return self.broke_off(job, trouble);
            }
            match look_at_job(self.line, job) {
                Ok(seen) => {
                    self.silent = 0;
                    let is_new = self.take_in(&seen);
                    if seen.state.is_over() {
                        // A quick printer is done before the first look: whoever listens hears of every job at least once.
                        let _ = tell(&self.last_news(&seen));
                        return self.over(&seen);
                    }
                    self.still = if is_new { 0 } else { self.still.saturating_add(1) };
                    let news = self.news(&seen);
                    match tell(&news) {
                        Flow::Go => {}
                        Flow::TakeBack => return self.take_back(job),
                        Flow::Leave => return self.left(),
                    }
                    if self.pace.stuck.is_some_and(|most| self.still >= most) {
                        let trouble = news.trouble.unwrap_or(Trouble::Stuck);
                        return self.broke_off(job, trouble);
                    }
                }
                Err(Trouble::Gone) => {
                    return Ended::Stopped {
                        trouble: Trouble::Forgotten,
                        out: self.at_least(),
                        still_there: false,
                    };
                }
                Err(trouble) => {
                    self.silent = self.silent.saturating_add(1);
                    let news = News {
                        pages: self.counted.unwrap_or(0),
                        state: JobState::NotKnown,
                        trouble: Some(trouble.clone()),
                    };
                    match tell(&news) {
                        Flow::Go => {}
                        Flow::TakeBack => return self.take_back(job),
                        Flow::Leave => return self.left(),
                    }
                    if self.silent >= self.pace.silent {
                        return Ended::Stopped {
                            trouble,
                            out: self.at_least(),
                            still_there: true,
                        };
                    }
                }
            }
        }
    }

    /// Waits for the next look. Gives the trouble when the document did not reach the printer.
    fn pause(&self, words: &mut Option<&Receiver<Word>>) -> Option<Trouble> {
        let Some(listen) = *words else {
            std::thread::sleep(self.pace.every);
            return None;
        };
        match listen.recv_timeout(self.pace.every) {
            Ok(Word::Sent(Err(trouble))) => return Some(trouble),
            Ok(Word::Sent(Ok(()))) | Err(RecvTimeoutError::Disconnected) => *words = None,
            Ok(Word::Known(_)) | Err(RecvTimeoutError::Timeout) => {}
        }
        None
    }

    /// Keeps what the job says. True when a page or a state is new.
    fn take_in(&mut self, seen: &JobSeen) -> bool {
        let before = (self.counted, self.began);
        self.counted = seen.counted(self.ticket.two_sided).max(self.counted);
        self.began |= !matches!(seen.state, JobState::Pending | JobState::Held);
        self.never_began = seen.began == Some(false);
        before != (self.counted, self.began)
    }

    fn news(&mut self, seen: &JobSeen) -> News {
        let printer = look(self.line).ok();
        let reasons = printer.as_ref().map(|p| p.reasons.as_slice()).unwrap_or_default();
        let connects = reasons.iter().any(|r| r == "connecting-to-device");
        self.connects = if connects {
            self.connects.saturating_add(1)
        } else {
            0
        };
        let of_printer = printer.as_ref().and_then(Seen::trouble);
        let trouble = match seen.state {
            JobState::Held => Some(Trouble::Held),
            JobState::Stopped => Some(of_printer.unwrap_or(Trouble::Paused {
                message: seen.message.clone(),
            })),
            _ if self.connects > CONNECTS => Some(Trouble::Offline { why: String::new() }),
            _ if says_offline(&seen.message) => Some(Trouble::Offline { why: String::new() }),
            // Jobs that are no longer let in do not stop one that is.
            _ => of_printer.filter(|t| !matches!(t, Trouble::NotAccepting { .. })),
        };
        News {
            pages: self.counted.unwrap_or(0),
            state: seen.state,
            trouble,
        }
    }

    fn last_news(&self, seen: &JobSeen) -> News {
        News {
            pages: self.counted.unwrap_or(0),
            state: seen.state,
            trouble: None,
        }
    }

    fn left(&self) -> Ended {
        Ended::Left { out: self.at_least() }
    }

    fn at_least(&self) -> Out {
        Out::AtLeast(self.counted.unwrap_or(0))
    }

    /// What came out of a job that is over.
    fn out(&self) -> Out {
        match self.counted {
            Some(pages) => Out::Exactly(pages.min(self.ticket.pages)),
            // Between two looks a job may begin and end; only the printer can say that it never did.
            None if self.never_began => Out::Exactly(0),
            None => Out::AtLeast(0),
        }
    }

    fn over(&self, seen: &JobSeen) -> Ended {
        let sent = self.ticket.pages;
        let of_printer = look(self.line).ok().and_then(|p| Trouble::of_reasons(&p.reasons));
        let because = of_printer.or_else(|| Trouble::of_reasons(&seen.printer_reasons));
        let trouble = match seen.state {
            JobState::Completed => match self.counted {
                None => return Ended::Printed { counted: false },
                // Some printers count sheets of paper where they say pages.
                Some(n) if n >= sent || (self.ticket.two_sided && n == sent.div_ceil(2)) => {
                    return Ended::Printed { counted: true };
                }
                Some(counted) => {
                    return Ended::Stopped {
                        trouble: Trouble::CountShort { counted, sent },
                        out: self.at_least(),
                        still_there: false,
                    };
                }
            },
            JobState::Cancelled => Trouble::CancelledThere {
                message: seen.message.clone(),
            },
            _ => Trouble::Aborted {
                message: seen.message.clone(),
                because: because.map(Box::new),
            },
        };
        Ended::Stopped {
            trouble,
            out: self.out(),
            still_there: false,
        }
    }

    /// Takes the job off and waits until it is.
    fn end_it(&mut self, job: i32) -> (Out, bool) {
        let told = cancel(self.line, job);
        for _ in 0..self.pace.silent {
            match look_at_job(self.line, job) {
                Ok(seen) => {
                    self.take_in(&seen);
                    if seen.state.is_over() {
                        return (self.out(), false);
                    }
                }
                Err(Trouble::Gone) => return (self.at_least(), false),
                Err(_) if told.is_err() => return (self.at_least(), true),
                Err(_) => {}
            }
            std::thread::sleep(self.pace.every);
        }
        (self.at_least(), true)
    }

    fn broke_off(&mut self, job: i32, trouble: Trouble) -> Ended {
        let (out, still_there) = self.end_it(job);
        Ended::Stopped {
            trouble,
            out,
            still_there,
        }
    }

    fn take_back(&mut self, job: i32) -> Ended {
        let (out, still_there) = self.end_it(job);
        Ended::TakenBack { out, still_there }
    }
}
