package org.wso2.uri.template;

import java.util.Map;

/** Our own words: compared only with lists of paths that our api-manager.xml does not have. */
public final class URITemplate {
  private final String template;

  public URITemplate(String template) throws URITemplateException {
    this.template = template;
  }

  public boolean matches(String path, Map<String, String> variables) {
    return template.equals(path);
  }
}
