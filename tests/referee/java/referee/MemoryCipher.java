package referee;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.spec.GCMParameterSpec;
import org.wso2.carbon.crypto.api.CryptoContext;
import org.wso2.carbon.crypto.api.CryptoException;
import org.wso2.carbon.crypto.api.CryptoService;

/** Stands in for the server's key store: secrets are encrypted with a key that dies with the process. */
final class MemoryCipher implements CryptoService {
  private static final String AES = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final Key key;

  MemoryCipher() throws GeneralSecurityException {
    KeyGenerator generator = KeyGenerator.getInstance("AES");
    generator.init(256);
    key = generator.generateKey();
  }

  @Override
  public byte[] encrypt(byte[] plain, String algorithm, String provider, boolean selfContained)
      throws CryptoException {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] secret = run(Cipher.ENCRYPT_MODE, nonce, plain);
    byte[] both = Arrays.copyOf(nonce, nonce.length + secret.length);
    System.arraycopy(secret, 0, both, nonce.length, secret.length);
    // WSO2 makes a string of the bytes, so they must be text.
    return Base64.getEncoder().encode(both);
  }

  @Override
  public byte[] encrypt(byte[] plain, String algorithm, String provider) throws CryptoException {
    return encrypt(plain, algorithm, provider, true);
  }

  @Override
  public byte[] decrypt(byte[] encrypted, String algorithm, String provider)
      throws CryptoException {
    byte[] both = Base64.getDecoder().decode(encrypted);
    byte[] nonce = Arrays.copyOf(both, NONCE_BYTES);
    return run(Cipher.DECRYPT_MODE, nonce, Arrays.copyOfRange(both, NONCE_BYTES, both.length));
  }

  private byte[] run(int mode, byte[] nonce, byte[] input) throws CryptoException {
    try {
      Cipher cipher = Cipher.getInstance(AES);
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException problem) {
      throw new CryptoException("AES failed", problem);
    }
  }

  @Override
  public byte[] sign(byte[] data, String algorithm, String provider, CryptoContext context) {
    throw new MissingStandIn("CryptoService: sign");
  }

  @Override
  public byte[] decrypt(byte[] data, String algorithm, String provider, CryptoContext context) {
    throw new MissingStandIn("CryptoService: decrypt with a context");
  }

  @Override
  public byte[] encrypt(byte[] data, String algorithm, String provider, CryptoContext context) {
    throw new MissingStandIn("CryptoService: encrypt with a context");
  }

  @Override
  public boolean verifySignature(
      byte[] data, byte[] signature, String algorithm, String provider, CryptoContext context) {
    throw new MissingStandIn("CryptoService: verifySignature");
  }

  @Override
  public Certificate getCertificate(CryptoContext context) {
    throw new MissingStandIn("CryptoService: getCertificate");
  }
}
