import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/**
 * The CJK faces ship each subset twice (woff2 and woff). Every engine this runs in reads woff2, so the
 * second copy would only make the bundle larger.
 */
function woff2Only(): Plugin {
  return {
    name: "woff2-only",
    enforce: "pre",
    transform(code, id) {
      if (!id.includes("@fontsource") || !id.includes(".css")) return undefined;
      return { code: code.replace(/,\s*url\([^)]*\.woff\)\s*format\('woff'\)/g, ""), map: null };
    },
  };
}

export default defineConfig(({ mode }) => ({
  plugins: [woff2Only(), react()],
  clearScreen: false,
  server: { port: 1420, strictPort: true },
  build: {
    target: "safari16",
    sourcemap: false,
    // data: URLs would need a hole in the content security policy
    assetsInlineLimit: 0,
    rollupOptions: { input: mode === "parts" ? "parts.html" : "index.html" },
    outDir: mode === "parts" ? "dist-parts" : "dist",
  },
}));
