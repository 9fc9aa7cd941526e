import { PencilLine, TriangleAlert } from "lucide-react";
import type { OwnPaperView } from "../../host";
import { Card, ErrorBox, Loading } from "../../parts/Boxes";
import { Button, LinkButton } from "../../parts/Button";
import { Plate } from "../../parts/Plate";
import type { Answer } from "../../state/session";
import { OWN_TITLES } from "./ownPaper";

/** What the hospital sets about its own paper; each file opens in its form. */
export function OwnPaperList({ own, onEdit }: { own: Answer<OwnPaperView>; onEdit: (path: string) => void }) {
  const { view, error, reload } = own;
  return (
    <Card title="Your own paper" flush>
      {error && (
        <ErrorBox what={error.what} kept={view ? "What is below was read before." : null} next={error.next}>
          <Button onPress={reload}>Read again</Button>
        </ErrorBox>
      )}
      {!view && !error && <Loading what="Reading what is set." />}
      {view && (
        <>
          <p className="bag-note">
            What your own people decide: a chief pharmacist, a diabetes lead, a medical director. What is saved is in
            use from the next incident; one that runs keeps its paper until somebody takes the newer content into it.
          </p>
          <ul>
            {view.files.map((file) => (
              <li key={file.path} className="content-row">
                <div className="content-name">
                  <LinkButton onPress={() => onEdit(file.path)} label={OWN_TITLES[file.path]?.edit ?? file.path}>
                    {OWN_TITLES[file.path]?.title ?? file.path}
                  </LinkButton>
                  <p className="second">{file.said}</p>
                </div>
                <div className="row content-plates">
                  {file.draft && <Plate icon={PencilLine}>Answers not saved</Plate>}
                  <OwnPlates file={file} />
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

/** Whose words a file says. */
export function OwnPlates({ file }: { file: OwnPaperView["files"][number] }) {
  return (
    <>
      {file.origin === "local" ? <Plate icon={PencilLine}>Set here</Plate> : <Plate>As shipped</Plate>}
      {file.base_changed && (
        <Plate tone="amber" icon={TriangleAlert}>
          Shipped file changed
        </Plate>
      )}
    </>
  );
}
