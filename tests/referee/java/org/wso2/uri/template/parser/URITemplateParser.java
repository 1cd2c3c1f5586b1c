package org.wso2.uri.template.parser;

/** Our own words: WSO2 makes one before it finds that there is no list to parse. */
public final class URITemplateParser {}
