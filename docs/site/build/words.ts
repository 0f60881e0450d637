import { CHINESE } from "./places.ts";

const ENGLISH = {
  lang: "en",
  title: ": customer-relationship policy as code",
  skip: "Skip to the content",
  menu: "Menu",
  ways: "Parts of the site",
  search: "Search",
  theme: "Light or dark",
  navigation: "All pages",
  onThisPage: "On this page",
  home: "Home",
  start: "Start",
  guides: "Guides",
  playgrounds: "Playgrounds",
  api: "API",
  copyMarkdown: "Copy page as Markdown",
  copied: "Copied",
  viewMarkdown: "View as Markdown",
  turns: "Guides before and after",
  previous: "Previous",
  next: "Next",
};

const CHINESE_WORDS: typeof ENGLISH = {
  lang: "zh-CN",
  title: "：客户管理规则即代码",
  skip: "跳到正文",
  menu: "菜单",
  ways: "网站各部分",
  search: "搜索",
  theme: "浅色或深色",
  navigation: "所有页面",
  onThisPage: "本页内容",
  home: "首页",
  start: "入门",
  guides: "指南",
  playgrounds: "演练场",
  api: "API",
  copyMarkdown: "复制本页 Markdown",
  copied: "已复制",
  viewMarkdown: "查看 Markdown",
  turns: "前后两篇指南",
  previous: "上一篇",
  next: "下一篇",
};

/** The words of the frame around a page, in the page's language. */
export function wordsFor(url: string): typeof ENGLISH {
  return url.startsWith(CHINESE) ? CHINESE_WORDS : ENGLISH;
}
