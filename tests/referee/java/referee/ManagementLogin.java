package referee;

import feign.RequestInterceptor;
import feign.RequestTemplate;

/** The connector's token of the Management API: asked for at once, kept until it has expired. */
final class ManagementLogin implements RequestInterceptor {
  private final Auth0Wire.Tokens tokens;
  private final String credentials;
  private final String audience;

  private Auth0Wire.Token token;
  private long receivedAt;

  ManagementLogin(Auth0Wire.Tokens tokens, String credentials, String audience) {
    this.tokens = tokens;
    this.credentials = credentials;
    this.audience = audience;
    renew();
  }

  /** An answer without a body brings no token: nothing is renewed then, and nothing fails here. */
  private void renew() {
    Auth0Wire.Token answer = tokens.request("client_credentials", audience, "", credentials);
    if (answer != null) {
      token = answer;
      receivedAt = System.currentTimeMillis();
    }
  }

  @Override
  public void apply(RequestTemplate request) {
    if (token == null || System.currentTimeMillis() > receivedAt + token.lifetime * 1000) {
      renew();
    }
    request.header("Authorization", "Bearer ".concat(token.value));
  }
}
