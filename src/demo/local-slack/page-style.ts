/**
 * Local Slack's page joins the lines of plain text, and keeps its desktop columns on a phone, which leaves 170 px for
 * the messages. `html` outdoes the page's own style, which comes later.
 */
export const PAGE_STYLE = `<style>
html .plain { white-space: pre-line; }
@media (max-width: 640px) {
  html .body { flex-direction: column; }
  html .sidebar { width: auto; display: flex; padding: 0; overflow-x: auto; }
  html :is(.sidebar-header, .sidebar-section, .search-bar, .brand, .app-status, .topbar .status,
    .notif, .sound-toggle, .inspector-toggle) { display: none; }
  html .sidebar-item { width: auto; flex: 0 0 auto; padding: 10px 12px; }
  html .msg { padding: 6px 12px; }
  html .main { min-height: 0; }
  html .bk-select { max-width: 100%; }
  html .thread-pane { position: fixed; inset: 44px 0 0; width: auto !important; z-index: 30; }
}
</style>`;
