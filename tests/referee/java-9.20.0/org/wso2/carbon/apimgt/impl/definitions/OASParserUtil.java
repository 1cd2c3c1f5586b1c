package org.wso2.carbon.apimgt.impl.definitions;

import org.wso2.carbon.apimgt.api.APIDefinition;

/** Our own words: where WSO2's parser of OpenAPI documents was then; it needs libraries of Swagger. */
public final class OASParserUtil {
  private OASParserUtil() {}

  public static APIDefinition getOASParser(String definition) {
    return org.wso2.carbon.apimgt.spec.parser.definitions.OASParserUtil.getOASParser(definition);
  }
}
