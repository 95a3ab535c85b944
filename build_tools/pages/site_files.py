"""The styles and scripts of the site (in site_config), and which of them browsers get as one file."""

SEARCH = "javascripts/search-parts.js"
"""The script that the search box loads itself when it is first used: its parts in this order, as one file."""
SEARCH_PARTS = tuple(
    f"javascripts/search-{part}.js"
    for part in ("text", "names", "query", "engine", "far", "ranking", "answers", "view")
)
QUIZ = ("javascripts/quiz-choice.js", "javascripts/quiz.js")
"""Scripts that the page of the self-test loads itself."""
IN_TEMPLATES = ("javascripts/theme.js", "javascripts/palette.js")
"""Scripts that stand at a place of their own in the templates: they must run before the page is drawn."""
FORM = tuple(f"javascripts/{name}.js" for name in ("form-rules", "form-yaml", "form-view"))
"""Scripts that the page of the form for experiences loads itself."""
MAP = tuple(f"javascripts/map-{part}.js" for part in ("graph", "view", "walk"))
"""Scripts that `map.js` loads on the map page and where the picture of a duty is opened."""
SELF_LOADED = frozenset({*IN_TEMPLATES, *QUIZ, *FORM, *MAP})
SITE_FILES = (
    "stylesheets/tokens.css",
    "stylesheets/base.css",
    "stylesheets/components.css",
    "stylesheets/pages.css",
    "stylesheets/versions.css",
    "stylesheets/overviews.css",
    "stylesheets/search.css",
    "stylesheets/pictures.css",
    "stylesheets/charts.css",
    "stylesheets/lists.css",
    "stylesheets/training.css",
    "stylesheets/form.css",
    "stylesheets/print.css",
    "javascripts/site.js",
    "javascripts/filter.js",
    "javascripts/compare.js",
    "javascripts/deadlines.js",
    "javascripts/composer.js",
    "javascripts/training.js",
    "javascripts/form.js",
    "javascripts/map.js",
    "javascripts/search.js",
    *IN_TEMPLATES,
    *QUIZ,
    *FORM,
    *MAP,
)
BUNDLES = {
    "stylesheets/site.css": tuple(path for path in SITE_FILES if path.endswith(".css")),
    "javascripts/pages.js": tuple(
        path for path in SITE_FILES if path.endswith(".js") and path not in SELF_LOADED
    ),
    SEARCH: SEARCH_PARTS,
}
"""Files that many pages need, each made of several: one request instead of a dozen."""
