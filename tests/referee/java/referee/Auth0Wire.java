package referee;

import com.google.gson.annotations.SerializedName;
import feign.Headers;
import feign.Param;
import feign.RequestLine;
import java.util.ArrayList;
import java.util.List;

/** What the connector sends to Auth0 and what it reads of the answers; nothing else is read. */
final class Auth0Wire {
  private Auth0Wire() {}

  interface Clients {
    @RequestLine("POST")
    @Headers("Content-Type: application/json")
    Client create(Client client);

    @RequestLine("GET /{id}")
    @Headers("Content-Type: application/json")
    Client read(@Param("id") String id);

    @RequestLine("PATCH /{id}")
    @Headers("Content-Type: application/json")
    Client change(@Param("id") String id, Client client);

    @RequestLine("DELETE /{id}")
    @Headers("Content-Type: application/json")
    void delete(@Param("id") String id);

    @RequestLine("POST /{id}/rotate-secret")
    @Headers("Content-Type: application/json")
    Client rotateSecret(@Param("id") String id);
  }

  interface Grants {
    @RequestLine("GET ?client_id={clientId}")
    @Headers("Content-Type: application/json")
    Grant[] of(@Param("clientId") String clientId);

    @RequestLine("POST")
    @Headers("Content-Type: application/json")
    Grant create(Grant grant);
  }

  interface Tokens {
    @RequestLine("POST")
    @Headers({
      "Content-Type: application/x-www-form-urlencoded",
      "Authorization: Basic {credentials}"
    })
    Token request(
        @Param("grant_type") String grantType,
        @Param("audience") String audience,
        @Param("scope") String scope,
        @Param("credentials") String credentials);
  }

  static final class Client {
    @SerializedName("client_id")
    String id;

    @SerializedName("client_secret")
    String secret;

    @SerializedName("app_type")
    String type;

    @SerializedName("token_endpoint_auth_method")
    String authenticationMethod;

    @SerializedName("client_id_issued_at")
    Long issuedAt;

    String name;

    @SerializedName("grant_types")
    List<String> grantTypes = new ArrayList<>();

    List<String> callbacks = new ArrayList<>();
  }

  static final class Grant {
    @SerializedName("client_id")
    String clientId;

    String audience;
    List<String> scope;
  }

  static final class Token {
    @SerializedName("access_token")
    String value;

    @SerializedName("token_type")
    String type;

    @SerializedName("expires_in")
    long lifetime;

    String scope;
  }
}
