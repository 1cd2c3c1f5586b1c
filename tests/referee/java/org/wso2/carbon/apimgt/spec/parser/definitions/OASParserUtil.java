package org.wso2.carbon.apimgt.spec.parser.definitions;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.wso2.carbon.apimgt.api.APIDefinition;
import org.wso2.carbon.apimgt.api.model.Scope;
import org.yaml.snakeyaml.Yaml;
import referee.Stub;

/** Our own words: WSO2's parser of OpenAPI documents is in no public jar, and little of it is asked. */
public final class OASParserUtil {
  private OASParserUtil() {}

  public static APIDefinition getOASParser(String definition) {
    return Stub.of(
        APIDefinition.class,
        Map.of(
            "getScopes", arguments -> scopes((String) arguments[0]),
            // No templates: WSO2 then asks for no scopes, which are not refereed.
            "getURITemplates", arguments -> Set.of()));
  }

  /** The scopes of the document's OAuth flows, in its order. */
  private static Set<Scope> scopes(String definition) {
    Object schemes = member(new Yaml().load(definition), "components", "securitySchemes");
    Set<Scope> scopes = new LinkedHashSet<>();
    for (Object scheme : members(schemes).values()) {
      for (Object flow : members(member(scheme, "flows")).values()) {
        members(member(flow, "scopes")).keySet().forEach(key -> scopes.add(scope((String) key)));
      }
    }
    return scopes;
  }

  private static Scope scope(String key) {
    Scope scope = new Scope();
    scope.setKey(key);
    scope.setName(key);
    return scope;
  }

  private static Object member(Object document, String... path) {
    Object found = document;
    for (String name : path) {
      found = members(found).get(name);
    }
    return found;
  }

  private static Map<?, ?> members(Object node) {
    return node instanceof Map<?, ?> map ? map : Map.of();
  }
}
