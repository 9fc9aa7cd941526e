import { useEffect, useRef, useState } from "react";
import type { OwnForm, OwnLook, OwnPaperView, OwnText } from "../../host";
import { ErrorBox, Loading, Notice, TitleRow } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { DialogBox } from "../../parts/DialogBox";
import { Field, Pick } from "../../parts/Field";
import { useDraft } from "../../state/drafts";
import { useAct, useSession, useView } from "../../state/session";
import { BesideCard, Faults, SaveCard, useSettled } from "./EditorParts";
import { OwnClasses } from "./OwnClasses";
import { OwnPlates } from "./OwnPaper";
import { OwnPaperForm } from "./OwnPaperForm";
import { OwnRules } from "./OwnRules";
import { formOfDraft, OWN_TITLES } from "./ownPaper";

/** Sheets on which the answers of the hospital's paper stand. */
const SHEETS = [
  { value: "variable-rate-insulin", text: "Variable-rate insulin" },
  { value: "fixed-rate-insulin", text: "Fixed-rate insulin" },
  { value: "consent", text: "Consent" },
  { value: "vte-assessment", text: "Clots and bleeding" },
  { value: "resuscitation-plan", text: "Resuscitation plan" },
  { value: "fluid-balance", text: "Fluid balance" },
];

/** The newest look at the answers, and the last picture that could be drawn of the sheet that is asked for. */
function useLook(path: string, form: OwnForm, sheet: string): { look: OwnLook | null; page: string; isOld: boolean } {
  const typed = JSON.stringify(form);
  const settled = useSettled(typed);
  const { view } = useView("own_look", { path, form: JSON.parse(settled) as OwnForm, sheet });
  const [last, setLast] = useState<OwnLook | null>(null);
  const [page, setPage] = useState({ of: "", svg: "" });
  useEffect(() => {
    if (!view) return;
    setLast(view);
    setPage((before) =>
      view.page !== "" || before.of !== view.page_of ? { of: view.page_of, svg: view.page } : before,
    );
  }, [view]);
  const look = view ?? last;
  return { look, page: page.svg, isOld: look !== null && look.page === "" };
}

/** One of the hospital's own files: answers, their faults, the sheet that they change. */
export function OwnEditor({ path, own, onClose }: { path: string; own: OwnPaperView; onClose: () => void }) {
  const { view, error, reload } = useView("own_open", { path, text: "" });
  if (!view)
    return (
      <>
        <TitleRow title={OWN_TITLES[path]?.title ?? path}>
          <Button onPress={onClose}>Back to the bag</Button>
        </TitleRow>
        {error ? (
          <ErrorBox what={error.what} next={error.next}>
            <Button onPress={reload}>Read again</Button>
          </ErrorBox>
        ) : (
          <Loading what="Opening it." />
        )}
      </>
    );
  return <Editing key={path} view={view} own={own} onClose={onClose} />;
}

function Editing({ view, own, onClose }: { view: OwnText; own: OwnPaperView; onClose: () => void }) {
  const path = view.file.path;
  const { host } = useSession();
  const draft = useDraft(`own.${path}`);
  // Until the screen has read what was saved, the saved answers stay in view.
  const [justSaved, setJustSaved] = useState<OwnForm | null>(null);
  const saved = JSON.stringify(view.form);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other answers were read
  useEffect(() => setJustSaved(null), [saved]);
  const form = formOfDraft(draft.text, view.form.kind) ?? justSaved ?? view.form;
  const set = (to: OwnForm) => draft.set(JSON.stringify(to));
  const [sheet, setSheet] = useState("variable-rate-insulin");
  const { look, page, isOld } = useLook(path, form, path === "local_paper.toml" ? sheet : "");
  const [reverting, setReverting] = useState(false);
  const { busy, error, run } = useAct();
  const [because, setBecause] = useState("");
  const [tried, setTried] = useState(false);
  // The list that led here may have been far down.
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => root.current?.querySelector<HTMLElement>("h1")?.focus(), []);
  const changed = JSON.stringify(form) !== saved;
  const faults = look?.faults ?? [];
  const through = look?.let_through ?? [];
  const why =
    through.length > 0 && because.trim() === ""
      ? "Say why, and who decided it: drugs would no longer be kept from gravity."
      : null;

  const save = async () => {
    setTried(true);
    if (why) return;
    await draft.keepNow();
    if (!(await run("own_save", { path, form, because: because.trim() }))) return;
    setBecause("");
    setTried(false);
    setJustSaved(form);
    await draft.saved();
  };
  const takeUp = async (text: string) => {
    try {
      set((await host.call("own_open", { path, text })).form);
    } catch {
      // A text of another version of the program; what is typed stays as it is.
    }
  };
  const title = OWN_TITLES[path]?.title ?? path;
  return (
    <div className="editor" ref={root}>
      <TitleRow title={title} fact={path}>
        <Button onPress={onClose}>Back to the bag</Button>
      </TitleRow>
      <div className="editor-state">
        <div className="row content-plates">
          <OwnPlates file={view.file} />
        </div>
        {view.file.origin === "local" && <Button onPress={() => setReverting(true)}>Back to the shipped words…</Button>}
        {reverting && <Revert path={path} onClose={() => setReverting(false)} />}
      </div>
      {view.file.base_changed && (
        <Notice>
          <strong>The shipped file has other words than when this one was set.</strong> Look at Changes, take over what
          you want, and save.
        </Notice>
      )}
      {own.incident && (
        <Notice tone="plain">
          {own.incident.incident} keeps the paper that it began with. What is saved here is printed from the next
          incident on, or when somebody takes the newer content into this one.
        </Notice>
      )}
      <div className="editor-split">
        <div className="stack">
          {form.kind === "paper" && (
            <OwnPaperForm
              paper={form.paper}
              own={own}
              faults={faults}
              onChange={(paper) => set({ kind: "paper", paper })}
            />
          )}
          {form.kind === "back_entry" && (
            <OwnRules
              rules={form.rules}
              own={own}
              faults={faults}
              onChange={(rules) => set({ kind: "back_entry", rules })}
            />
          )}
          {form.kind === "gravity" && view.under.kind === "gravity" && (
            <OwnClasses
              classes={form.classes}
              under={view.under.classes}
              faults={faults}
              onChange={(classes) => set({ kind: "gravity", classes })}
            />
          )}
        </div>
        <div className="stack editor-beside">
          <SaveCard
            faults={look?.faults ?? null}
            because={because}
            onBecause={setBecause}
            {...(through.length > 0 ? { aside: "(and who decided it)" } : {})}
            fault={tried ? why : null}
            draft={draft}
            error={error}
            kept="Your answers are kept as a draft."
            canSave={!busy && changed && look?.usable !== false}
            onSave={() => void save()}
          >
            {through.length > 0 && (
              <Notice>
                <strong>These would no longer be kept from gravity: {through.join(", ")}.</strong> That is a clinical
                decision: a pharmacist takes it, not whoever types.
              </Notice>
            )}
          </SaveCard>
          {faults.length > 0 && <Faults faults={faults} />}
          <BesideCard
            page={
              <div className="stack">
                {path === "local_paper.toml" && (
                  <Pick label="Sheet" value={sheet} options={SHEETS} onChange={setSheet} />
                )}
                <Page page={page} isOld={isOld} title={look?.page_of ?? ""} />
              </div>
            }
            difference={look?.difference ?? []}
            same="It says what the bag underneath says, to the letter."
            versions={view.versions}
            onTake={(text) => void takeUp(text)}
          />
        </div>
      </div>
    </div>
  );
}

/** The sheet as it would come out; the last one that could be drawn while the answers have errors. */
function Page({ page, isOld, title }: { page: string; isOld: boolean; title: string }) {
  if (page === "") return <p>{isOld ? "The sheet is drawn once the answers have no error." : "Drawing the sheet."}</p>;
  return (
    <>
      {isOld && <Notice>These answers cannot be printed as they are. The picture is of the last that could.</Notice>}
      <img
        className="editor-page"
        src={`data:image/svg+xml,${encodeURIComponent(page)}`}
        alt={`${title}, blank, with these answers`}
      />
    </>
  );
}

function Revert({ path, onClose }: { path: string; onClose: () => void }) {
  const { busy, error, run } = useAct();
  const [because, setBecause] = useState("");
  const revert = async () => {
    if (await run("content_revert", { path, because: because.trim() })) onClose();
  };
  return (
    <DialogBox title="Back to the shipped words" onClose={onClose}>
      <p>
        What the bag underneath says stands again from the next incident on. What was set here stays among the versions.
      </p>
      <Field label="Why" aside="(may stay empty)" value={because} onChange={setBecause} />
      {error && <ErrorBox what={error.what} kept="Nothing was changed." next={error.next} />}
      <div className="row">
        <Button kind="primary" isDisabled={busy} onPress={() => void revert()}>
          Use the shipped words
        </Button>
        <Button onPress={onClose}>Leave it</Button>
      </div>
    </DialogBox>
  );
}
