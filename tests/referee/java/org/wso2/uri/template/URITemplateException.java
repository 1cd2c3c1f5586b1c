package org.wso2.uri.template;

/** Our own words: WSO2's signatures name it. */
public final class URITemplateException extends Exception {
  private static final long serialVersionUID = 1;

  public URITemplateException(String message) {
    super(message);
  }
}
