import { ChevronLeft, ChevronRight } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import type { PrintPreview, StartPrint } from "../../host";
import { ErrorBox, Loading, Notice } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { DialogBox } from "../../parts/DialogBox";
import { Pick } from "../../parts/Field";
import { isTyping } from "../../state/letters";
import { useView } from "../../state/session";
import { count } from "../../words/format";

import "./preview.css";

/** The arrows of a list of parts belong to the list. */
function isInList(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("[aria-haspopup], [role=listbox]") !== null;
}

/**
 * The pages of a print one by one, as the printer would get them. Nothing is printed: the sheets have no numbers yet.
 * Left and right turn the page; the page that was shown stays until the next one is there.
 */
export function Preview({ request, onClose }: { request: StartPrint; onClose: () => void }) {
  const [part, setPart] = useState(0);
  const [page, setPage] = useState(1);
  const { view: fresh, error } = useView("print_preview", { request, part, page });
  const [view, setView] = useState<PrintPreview | null>(null);
  if (fresh && fresh !== view) setView(fresh);
  const pages = view?.part === part ? view.pages : page;
  const turn = useCallback(
    (by: number) => setPage((now) => Math.min(Math.max(1, now + by), Math.max(1, pages))),
    [pages],
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const by = { ArrowLeft: -1, PageUp: -1, ArrowRight: 1, PageDown: 1 }[event.key];
      if (by === undefined || isTyping(event.target) || isInList(event.target)) return;
      event.preventDefault();
      turn(by);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [turn]);
  const title = view?.parts[view.part] ?? "";
  return (
    <DialogBox title="The pages before they are printed" onClose={onClose} className="preview-pages">
      <div className="stack">
        {error && <ErrorBox what={error.what} next={error.next} />}
        {!view && !error && <Loading what="Drawing the page." />}
        {view && (
          <>
            <div className="row preview-turn">
              <Pick
                label="Part"
                options={view.parts.map((text, at) => ({ value: String(at), text }))}
                value={String(part)}
                onChange={(at) => {
                  setPart(Number(at));
                  setPage(1);
                }}
              />
              <Button icon={ChevronLeft} onPress={() => turn(-1)} isDisabled={page <= 1}>
                Before
              </Button>
              <p role="status" className="semi preview-where">
                Page {view.page} of {view.pages}
              </p>
              <Button icon={ChevronRight} onPress={() => turn(1)} isDisabled={page >= pages}>
                Next
              </Button>
            </div>
            <img
              className="preview-page"
              src={`data:image/svg+xml,${encodeURIComponent(view.svg)}`}
              alt={`${title}, page ${view.page} of ${view.pages}`}
            />
            <p className="second">
              Nothing is printed yet, and no sheet has its number. Look for the right patient, the right ward and empty
              boxes.
            </p>
            {view.held_back.length > 0 && (
              <Notice>
                <strong>{count(view.held_back.length, "thing")} held back in this part.</strong> The last sheet lists
                them.
                <ul>
                  {view.held_back.map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                </ul>
              </Notice>
            )}
          </>
        )}
      </div>
    </DialogBox>
  );
}
