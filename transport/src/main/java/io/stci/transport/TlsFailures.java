package io.stci.transport;

import io.netty.handler.ssl.NotSslRecordException;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;

/** Why two ends don't come to terms about TLS, in words; what a peer sent is never repeated. */
final class TlsFailures {
    /** Some JDKs put the alert in front of it as well. */
    private static final String ALERT = "Received fatal alert: ";

    private static final String SAME_AUTHORITY = "give both ends certificates of one authority";

    private TlsFailures() {}

    /** PROTOCOL_ERROR if the other end speaks no proper TLS, UNAUTHENTICATED if one doesn't believe the other. */
    static StciException of(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof NotSslRecordException) {
            return failure(Status.PROTOCOL_ERROR, "does not speak TLS", "use tls: at both ends or at neither", cause);
        }
        int alert = message.indexOf(ALERT);
        if (alert >= 0) {
            return alert(message.substring(alert + ALERT.length()), cause);
        }
        if (message.contains("Empty client certificate chain")) {
            return failure(Status.UNAUTHENTICATED, "shows no certificate", SAME_AUTHORITY, cause);
        }
        return has(cause, CertificateException.class)
                ? certificate(cause)
                : failure(Status.PROTOCOL_ERROR, "does not get on with TLS 1.3: " + message, "", cause);
    }

    private static StciException certificate(Throwable cause) {
        if (has(cause, CertificateExpiredException.class)) {
            return failure(Status.UNAUTHENTICATED, "shows a certificate that has expired", "renew it", cause);
        }
        if (has(cause, CertificateNotYetValidException.class)) {
            String nextStep = "compare the clocks of both ends";
            return failure(Status.UNAUTHENTICATED, "shows a certificate that is not valid yet", nextStep, cause);
        }
        if (has(cause, CertPathBuilderException.class)) {
            String reason = "shows a certificate of no authority that this end trusts";
            return failure(Status.UNAUTHENTICATED, reason, SAME_AUTHORITY, cause);
        }
        String reason = "shows a certificate that does not hold: " + cause.getMessage();
        return failure(Status.UNAUTHENTICATED, reason, SAME_AUTHORITY, cause);
    }

    private static StciException alert(String name, Throwable cause) {
        boolean ofCertificate =
                name.contains("certificate") || name.equals("unknown_ca") || name.equals("access_denied");
        return ofCertificate
                ? failure(
                        Status.UNAUTHENTICATED,
                        "refuses the certificate of this end (" + name + ")",
                        SAME_AUTHORITY + ", and look at when they expire",
                        cause)
                : failure(Status.PROTOCOL_ERROR, "broke TLS off (" + name + ")", "", cause);
    }

    private static boolean has(Throwable cause, Class<? extends Throwable> type) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return true;
            }
        }
        return false;
    }

    private static StciException failure(Status status, String reason, String nextStep, Throwable cause) {
        return new StciException(status, "peer", reason, nextStep, cause);
    }
}
