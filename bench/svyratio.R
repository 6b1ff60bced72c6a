# Processor seconds of one svyratio with its covariance, as the reference of estimate.ts: 7,500 stations,
# 300 strata of 25, 10 choices; the design object is built before the clock starts.
suppressMessages(library(survey))
set.seed(99)
n <- 7500
d <- as.data.frame(matrix(rpois(n * 10, 30), n))
d$total <- rowSums(d) + rpois(n, 5)
d$stratum <- rep(1:300, each = 25)
d$N_h <- 500
design <- svydesign(ids = ~1, strata = ~stratum, fpc = ~N_h, data = d)
top <- as.formula(paste("~", paste(names(d)[1:10], collapse = "+")))
times <- replicate(5, system.time(svyratio(top, ~total, design, covmat = TRUE))[["user.self"]])
cat(sprintf("seconds %g\n", median(times)))
