"""The house's habits as functions from source text to findings; the tests run them over the tree and over bad samples."""

import ast
import functools
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOP_LEVEL = {
    ".ci", ".gitattributes", ".gitignore", "CHANGELOG.md", "LICENSE", "README.md", "bsclient", "main.py",
    "pyproject.toml", "requirements.lock", "resources", "tests",
}  # fmt: skip
# A letter in brackets, so that this file does not hold what it looks for.
FOREIGN = re.compile(
    r"""py[p]i\.org | python[h]osted\.org | --(?:extra-)?index[-]url[ =][^ ]*:// | --trusted[-]host
    | (?<![\w.~*}-])/r[o]ot/ | (?<![\w.~*}-])/w[o]rk/ | \.\./sh[a]red""",
    re.VERBOSE,
)


def listed_files():
    """Return the files that git keeps, or all below the allowed names where there is no repository."""
    if (ROOT / ".git").exists():
        done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
        return sorted(ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file())
    found = [
        path for name in TOP_LEVEL for path in [ROOT / name, *(ROOT / name).rglob("*")] if path.is_file()
    ]
    return sorted(path for path in found if "__pycache__" not in path.parts)


def python_files(*folders):
    """Return the Python files below folders of the repository, committed or not; a file stands for itself."""
    found = []
    for folder in folders:
        path = ROOT / folder
        found += [path] if path.is_file() else path.rglob("*.py")
    return sorted(found)


def over_all(habit, files):
    """Run a habit over files; findings are `path: finding`."""
    return [
        f"{path.relative_to(ROOT)}: {finding}" for path in files for finding in habit(path.read_text("utf-8"))
    ]


def nothing(found):
    """Fail with every finding on a line of its own."""
    assert not found, "\n" + "\n".join(sorted(map(str, found)))


KINDS = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.ExceptHandler, ast.Call,
    ast.Import, ast.ImportFrom, ast.Attribute,
)  # fmt: skip


@functools.cache
def nodes(source):
    """Return the nodes of a source that habits look at, outer ones first; read once for all habits."""
    return tuple(node for node in ast.walk(ast.parse(source)) if isinstance(node, KINDS))


def long_file(source, limit):
    lines = source.count("\n")
    return [f"{lines} lines, at most {limit}"] if lines > limit else []


def long_functions(source, limit):
    return [
        f"{node.name} has {node.end_lineno - node.lineno + 1} lines, at most {limit}"
        for node in nodes(source)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno + 1 > limit
    ]


def broad_excepts(source):
    """Find handlers that would hide a bug: bare, Exception, BaseException (also in a tuple); one that ends in `raise` hides none."""
    found = []
    for node in nodes(source):
        if isinstance(node, ast.ExceptHandler) and not (
            isinstance(node.body[-1], ast.Raise) and not node.body[-1].exc
        ):
            kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if any(kind is None or last_name(kind) in {"Exception", "BaseException"} for kind in kinds):
                found.append(f"line {node.lineno}: too broad an except")
    return found


MARKUP = {
    "setHtml",
    "insertHtml",
    "setMarkdown",
    "setOpenExternalLinks",
    "openUrl",
    "setWhatsThis",
    "QTextBrowser",
}
TIPS = {"tip", "tr", "shown", "toolTip", "placeholderText"}


def rich_text(source):
    """Find labels and message boxes that would read outside text as markup."""
    found = []
    for node in nodes(source):
        if isinstance(node, ast.ClassDef) and any(last_name(base) == "QLabel" for base in node.bases):
            found.append(f"line {node.lineno}: {node.name} derives from QLabel")
        if not isinstance(node, ast.Call):
            continue
        if last_name(node.func) in MARKUP:
            found.append(f"line {node.lineno}: {last_name(node.func)}(…) reads markup or opens it")
        if last_name(node.func) == "setToolTip" and not plain_tip(node.args[0]):
            found.append(f"line {node.lineno}: setToolTip(…) of a text from somewhere, use gui.tips.tip")
        if last_name(node.func) == "QLabel":
            found.append(f"line {node.lineno}: QLabel(…), use widgets.text.label")
        if isinstance(node.func, ast.Attribute) and last_name(node.func.value) == "QMessageBox":
            found.append(f"line {node.lineno}: QMessageBox.{node.func.attr}(…) reads markup")
    return found


def plain_tip(words):
    """Whether the words of a tool tip are our own, or are made plain."""
    if isinstance(words, ast.IfExp):
        return plain_tip(words.body) and plain_tip(words.orelse)
    return isinstance(words, ast.Constant) or (isinstance(words, ast.Call) and last_name(words.func) in TIPS)


def foreign(text):
    """Find what belongs to one machine: package hosts, absolute paths of a workplace."""
    return [match.group(0) for match in FOREIGN.finditer(text)]


def last_name(node):
    """Return `c` of `a.b.c` or of `c`; None for other expressions."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else None


def error_classes(sources):
    """Return the names of BsError and of all classes that derive from it, over many sources."""
    bases = {}
    for source in sources:
        for node in nodes(source):
            if isinstance(node, ast.ClassDef):
                bases.setdefault(node.name, set()).update(last_name(base) for base in node.bases)
    known = {"BsError"}
    while more := {name for name, above in bases.items() if above & known} - known:
        known |= more
    return known


def raised_codes(source, classes):
    """Return the literal codes with which errors of these classes are made."""
    return {
        node.args[0].value
        for node in nodes(source)
        if isinstance(node, ast.Call)
        and last_name(node.func) in classes
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def translated_literals(source):
    """Return (text, comment) of every literal given to `tr` or `N_`."""
    found = set()
    for node in nodes(source):
        if isinstance(node, ast.Call) and last_name(node.func) in {"tr", "N_"} and node.args:
            words = [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args[:2]]
            if isinstance(words[0], str):
                found.add((words[0], words[1] if len(words) > 1 and isinstance(words[1], str) else ""))
    return found
