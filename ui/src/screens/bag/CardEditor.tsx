import { useEffect, useRef, useState } from "react";
import type { ContentLook, ContentText } from "../../host";
import { Card, ErrorBox, Loading, Notice, TitleRow } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Field, Segments } from "../../parts/Field";
import { useDraft } from "../../state/drafts";
import { useAct, useView } from "../../state/session";
import { CardForm } from "./CardForm";
import { CardPlates } from "./ContentList";
import { BesideCard, Faults, SaveCard, useSettled } from "./EditorParts";
import { lineStart, readCard, tidy } from "./frontMatter";
import { TurnCard } from "./TurnCard";

/** The newest look at a text, and the last picture that could be drawn. */
function useLook(path: string, text: string): { look: ContentLook | null; page: string } {
  const settled = useSettled(text);
  const { view } = useView("content_look", { path, text: settled });
  const [last, setLast] = useState<ContentLook | null>(null);
  const [page, setPage] = useState("");
  useEffect(() => {
    if (!view) return;
    setLast(view);
    if (view.page !== "") setPage(view.page);
  }, [view]);
  return { look: view ?? last, page };
}

/** One text of the bag: typed as a form or as text, its faults and its printed side beside it. */
export function CardEditor({
  path,
  fresh,
  onClose,
}: {
  path: string;
  /** The text of a card that is nowhere yet. */
  fresh: ContentText | null;
  onClose: () => void;
}) {
  const { view: kept, error, reload } = useView("content_open", { path });
  const view = kept ?? fresh;
  if (!view)
    return (
      <>
        <TitleRow title={path}>
          <Button onPress={onClose}>Back to the bag</Button>
        </TitleRow>
        {error ? (
          <ErrorBox what={error.what} next={error.next}>
            <Button onPress={reload}>Read again</Button>
          </ErrorBox>
        ) : (
          <Loading what="Opening the text." />
        )}
      </>
    );
  return <Editing key={path} view={view} onClose={onClose} />;
}

type How = "form" | "text";

function Editing({ view, onClose }: { view: ContentText; onClose: () => void }) {
  const draft = useDraft(`content.${view.path}`);
  // Until the screen has read what was saved, the saved words stay in view.
  const [justSaved, setJustSaved] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text was read
  useEffect(() => setJustSaved(null), [view.text]);
  const text = draft.text === "" ? (justSaved ?? view.text) : draft.text;
  const { look, page } = useLook(view.path, text);
  const card = readCard(text);
  const isCard = view.path.startsWith("cards/");
  const [how, setHow] = useState<How>(isCard ? "form" : "text");
  const shown: How = card && isCard ? how : "text";
  const area = useRef<(HTMLInputElement & HTMLTextAreaElement) | null>(null);
  // The list that led here may have been far down.
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => root.current?.querySelector<HTMLElement>("h1")?.focus(), []);
  const { busy, error, run } = useAct();
  const [because, setBecause] = useState("");
  const changed = text !== view.text || view.row === null;

  const goTo = (line: number) => {
    setHow("text");
    requestAnimationFrame(() => {
      const field = area.current;
      if (!field) return;
      const at = lineStart(text, line);
      const end = text.indexOf("\n", at);
      field.focus();
      field.setSelectionRange(at, end < 0 ? text.length : end);
      // The selected line comes into view; 24 px is the height of a line of body text.
      field.scrollTop = Math.max(0, (line - 6) * 24);
    });
  };
  const save = async () => {
    await draft.keepNow();
    const written = await run("content_save", { path: view.path, text: tidy(text), because: because.trim() });
    if (!written) return;
    setBecause("");
    setJustSaved(tidy(text));
    await draft.saved();
  };
  const title = String(card?.facts.get("title") ?? view.path);
  const number = String(card?.facts.get("number") ?? "");
  return (
    <div className="editor" ref={root}>
      <TitleRow title={`${number} ${title}`.trim()} fact={view.path}>
        <Button onPress={onClose}>Back to the bag</Button>
      </TitleRow>
      {view.row && (
        <div className="editor-state">
          <CardPlates row={{ ...view.row, draft: draft.text !== "" }} />
          <TurnCard row={view.row} hasDraft={draft.text !== ""} under={view.under !== null} />
        </div>
      )}
      {view.row?.base_changed && (
        <Notice>
          <strong>The shipped card has other words than when this one was written.</strong> Look at Changes, take over
          what you want, and save.
        </Notice>
      )}
      <div className="editor-split">
        <div className="stack">
          <Card
            title="Words"
            aside={
              isCard ? (
                <Segments
                  label="Edit as"
                  hideLabel
                  value={shown}
                  onChange={setHow}
                  options={[
                    { value: "form", content: "Form" },
                    { value: "text", content: "Text" },
                  ]}
                />
              ) : undefined
            }
          >
            <div className="stack">
              {isCard && !card && (
                <Notice tone="plain">
                  The facts between the +++ lines are written in a way that the form cannot show. Edit them as text.
                </Notice>
              )}
              {shown === "form" && card ? (
                <CardForm text={text} card={card} faults={look?.faults ?? []} onChange={draft.set} />
              ) : (
                <Field
                  label="The whole text"
                  value={text}
                  onChange={draft.set}
                  lines={28}
                  className="editor-text"
                  inputRef={(field) => {
                    area.current = field;
                  }}
                />
              )}
            </div>
          </Card>
        </div>
        <div className="stack editor-beside">
          <SaveCard
            faults={look?.faults ?? null}
            because={because}
            onBecause={setBecause}
            draft={draft}
            error={error}
            kept="Your words are kept as a draft."
            canSave={!busy && changed && look?.usable !== false}
            onSave={() => void save()}
          />
          {look && look.faults.length > 0 && <Faults faults={look.faults} path={view.path} onGo={goTo} />}
          <BesideCard
            page={<Page page={page} isCard={isCard} fits={look === null || look.page !== ""} title={title} />}
            difference={look?.difference ?? []}
            same="It is the text of the bag underneath, to the letter."
            versions={view.versions}
            onTake={draft.set}
          />
        </div>
      </div>
    </div>
  );
}

/** The printed side as it would come out; the last one that could be drawn while the words do not fit. */
function Page({ page, isCard, fits, title }: { page: string; isCard: boolean; fits: boolean; title: string }) {
  if (!isCard) return <p>Roles have no printed side of their own; they stand on each card and on the chart.</p>;
  if (page === "" && fits) return <Loading what="Drawing the printed side." />;
  if (page === "") return <p>The printed side is drawn once the facts and the steps can be read.</p>;
  return (
    <>
      {!fits && <Notice>These words cannot be printed as they are. The picture is of the last that could.</Notice>}
      <img
        className="editor-page"
        src={`data:image/svg+xml,${encodeURIComponent(page)}`}
        alt={`The printed side of ${title}, one side of A4`}
      />
    </>
  );
}
