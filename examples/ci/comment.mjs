// node examples/ci/comment.mjs <file>…: says each file in a comment of its own on the pull or merge request that
// the job runs for; the next run updates it. GitHub: GITHUB_TOKEN, PULL_REQUEST; GitLab: COMMENT_TOKEN.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";

/** Where comments are at GitHub, and how one is changed. */
function github({ GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN, PULL_REQUEST }) {
  const issues = `${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}/issues`;
  return {
    all: `${issues}/${PULL_REQUEST}/comments`,
    one: (id) => `${issues}/comments/${id}`,
    update: "PATCH",
    login: { authorization: `Bearer ${GITHUB_TOKEN}`, accept: "application/vnd.github+json" },
  };
}

/** Where comments (notes) are at GitLab, and how one is changed. */
function gitlab({ CI_API_V4_URL, CI_PROJECT_ID, CI_MERGE_REQUEST_IID, COMMENT_TOKEN }) {
  const notes = `${CI_API_V4_URL}/projects/${CI_PROJECT_ID}/merge_requests/${CI_MERGE_REQUEST_IID}/notes`;
  return {
    all: notes,
    one: (id) => `${notes}/${id}`,
    update: "PUT",
    login: { "private-token": COMMENT_TOKEN },
  };
}

const { all, one, update, login } = process.env.GITLAB_CI
  ? gitlab(process.env)
  : github(process.env);
const pageSize = 100;

async function call(method, url, body) {
  const answer = await fetch(url, {
    method,
    headers: { ...login, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${url} answered ${answer.status}.`);
  return answer.json();
}

async function commentWith(mark) {
  for (let page = 1; ; page += 1) {
    const found = await call("GET", `${all}?per_page=${pageSize}&page=${page}`);
    const comment = found.find(({ body }) => body.startsWith(mark));
    if (comment || found.length < pageSize) return comment;
  }
}

for (const file of process.argv.slice(2)) {
  const mark = `<!-- ${basename(file)} -->`;
  const body = `${mark}\n${await readFile(file, "utf8")}`;
  const comment = await commentWith(mark);
  await (comment ? call(update, one(comment.id), { body }) : call("POST", all, { body }));
}
