import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { openHost } from "./host";
import { keepListsUnderThePress } from "./state/listPress";
import { applyTheme, wantsDark } from "./state/preferences";
import "./styles/all.css";
import "./styles/screens.css";

applyTheme(wantsDark());
keepListsUnderThePress(document);

const root = document.getElementById("app");
if (root) {
  void openHost().then((host) =>
    createRoot(root).render(
      <StrictMode>
        <App host={host} />
      </StrictMode>,
    ),
  );
}
