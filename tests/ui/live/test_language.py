"""The language of a snippet: told by its file's name, else guessed from what gives it away."""

import pytest

from interview_desk.ui.live.language import guess, known, of_file

CODE = {
    "python": "def allow(self, key):\n    w = int(time.time() // 60)\n    return self.hits[key, w] <= self.limit\n",
    "javascript": "function allow(key) {\n  const now = Date.now();\n  return hits.length < 10;\n}\n",
    "typescript": "interface A { x: number }\nexport const f = (a: A): string => `${a.x}`;\n",
    "java": "public class Limiter {\n  private final Map<String, Integer> hits = new HashMap<>();\n}\n",
    "go": "func (l *Limiter) Allow(key string) bool {\n\tn := l.n\n\tdefer l.mu.Unlock()\n\treturn true\n}\n",
    "rust": "fn main() {\n    let mut v: Vec<i32> = Vec::new();\n    v.push(1);\n}\n",
    "cpp": "#include <vector>\nint main() { std::vector<int> v; return 0; }\n",
    "sql": "SELECT a, count(*) FROM t WHERE x > 3 GROUP BY a ORDER BY 2 DESC;\n",
    "ruby": "def allow(key)\n  @hits[key] ||= 0\n  @hits[key] += 1\nend\n",
    "bash": "#!/bin/bash\nfor f in *; do echo $f; done\n",
    "text": "Load balancer -> 3 app servers -> redis\n",
}


@pytest.mark.parametrize("language", CODE)
def test_a_language_is_guessed_from_a_few_lines(language: str) -> None:
    assert guess(CODE[language]) == language


def test_the_name_of_a_file_tells_its_language_where_anybody_knows() -> None:
    assert (of_file("limiter.py"), of_file("a.go"), of_file("notes.unheard-of"), of_file("plain.txt")) == (
        "python",
        "go",
        "",
        "",
    )


def test_a_language_is_known_by_any_of_its_names() -> None:
    assert (known(" Py "), known("js"), known("c++"), known("klingon")) == ("python", "javascript", "cpp", "")
